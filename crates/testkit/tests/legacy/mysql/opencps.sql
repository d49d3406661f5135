-- MySQL dump 10.13  Distrib 5.7.44, for Linux (x86_64)
--
-- Host: localhost    Database: opencps
-- ------------------------------------------------------

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8 */;

--
-- Table structure for table `opencps_dossier`
--

DROP TABLE IF EXISTS `opencps_dossier`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `opencps_dossier` (
  `dossierId` bigint(20) NOT NULL,
  `companyId` bigint(20) DEFAULT NULL,
  `groupId` bigint(20) DEFAULT NULL,
  `referenceUid` varchar(500) DEFAULT NULL,
  `dossierNo` varchar(500) DEFAULT NULL,
  `serviceCode` varchar(500) DEFAULT NULL,
  `serviceName` varchar(500) DEFAULT NULL,
  `govAgencyCode` varchar(500) DEFAULT NULL,
  `govAgencyName` varchar(500) DEFAULT NULL,
  `applicantName` varchar(500) DEFAULT NULL,
  `applicantIdType` varchar(500) DEFAULT NULL,
  `applicantIdNo` varchar(500) DEFAULT NULL,
  `address` varchar(500) DEFAULT NULL,
  `contactTelNo` varchar(500) DEFAULT NULL,
  `contactEmail` varchar(500) DEFAULT NULL,
  `delegateName` varchar(500) DEFAULT NULL,
  `dossierNote` varchar(500) DEFAULT NULL,
  `submitDate` datetime(6) DEFAULT NULL,
  `receiveDate` datetime(6) DEFAULT NULL,
  `dueDate` datetime(6) DEFAULT NULL,
  `releaseDate` datetime(6) DEFAULT NULL,
  `finishDate` datetime(6) DEFAULT NULL,
  `dossierStatus` varchar(500) DEFAULT NULL,
  `dossierStatusText` varchar(500) DEFAULT NULL,
  `originality` bigint(20) DEFAULT NULL,
  `online_` bigint(20) DEFAULT NULL,
  `registerBookCode` varchar(500) DEFAULT NULL,
  PRIMARY KEY (`dossierId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `opencps_dossier` WRITE;
/*!40000 ALTER TABLE `opencps_dossier` DISABLE KEYS */;
INSERT INTO `opencps_dossier` VALUES (9001,20099,35701,'5f0c9001-0000-4000-8000-000000000000','000.00.17.H44-260105-0001','XD-GPXD','Cấp giấy phép xây dựng mới','000.00.17.H44','UBND phường Việt Trì','Nguyễn Thị Hồng Ánh','citizen','025190001234','Tổ 5, phường Việt Trì, tỉnh Phú Thọ','0912345678',NULL,NULL,NULL,'2026-01-05 08:20:00','2026-01-05 08:30:00','2026-01-19 17:00:00','2026-01-16 10:00:00','2026-01-19 09:15:00','done','Đã trả kết quả',3,0,'SO-01'),(9002,20099,35701,'5f0c9002-0000-4000-8000-000000000000','000.00.17.H44-260210-0002','HT-KS','Đăng ký khai sinh','000.00.17.H44','UBND phường Việt Trì','Lê Văn Cường','citizen','025085002222','Tổ 5, phường Việt Trì, tỉnh Phú Thọ',NULL,NULL,NULL,NULL,'2026-02-10 09:00:00','2026-02-10 09:05:00','2026-02-11 17:00:00','2026-02-12 15:00:00','2026-02-12 16:00:00','done','Đã trả kết quả',3,0,'SO-01'),(9003,20099,35701,'5f0c9003-0000-4000-8000-000000000000','000.00.17.H44-261110-0003','XD-GPXD','Cấp giấy phép xây dựng mới','000.00.17.H44','UBND phường Việt Trì','Nguyễn Thị Hồng Ánh','citizen','025190001234','Tổ 5, phường Việt Trì, tỉnh Phú Thọ','0912345678',NULL,NULL,NULL,'2026-11-09 20:00:00','2026-11-10 08:15:00','2026-11-24 17:00:00',NULL,NULL,'processing','Đang xử lý',3,1,'SO-01'),(9004,20099,35701,'5f0c9004-0000-4000-8000-000000000000','000.00.17.H44-261112-0004','HT-KS','Đăng ký khai sinh','000.00.17.H44','UBND phường Việt Trì','Phạm Thị Dung','citizen','025192003333','Tổ 5, phường Việt Trì, tỉnh Phú Thọ',NULL,NULL,NULL,NULL,'2026-11-12 08:00:00','2026-11-12 08:10:00','2026-11-19 17:00:00',NULL,NULL,'waiting','Chờ bổ sung',3,0,'SO-01'),(9005,20099,35701,'5f0c9005-0000-4000-8000-000000000000','000.00.18.H44-261109-0001','HT-KS','Đăng ký khai sinh','000.00.18.H44','UBND xã Tam Nông','Đinh Văn Em','citizen','025079004444','Khu 3, xã Tam Nông, tỉnh Phú Thọ',NULL,NULL,NULL,NULL,'2026-11-09 10:00:00','2026-11-09 10:10:00','2026-11-10 17:00:00','2026-11-10 15:30:00',NULL,'releasing','Có kết quả',3,0,'SO-01'),(9006,20099,35701,'5f0c9006-0000-4000-8000-000000000000','000.00.17.H44-260303-0003','XD-GPXD','Cấp giấy phép xây dựng mới','000.00.17.H44','UBND phường Việt Trì','Hoàng Văn Giang','citizen','131234567','Tổ 5, phường Việt Trì, tỉnh Phú Thọ',NULL,NULL,NULL,'Thiếu bản vẽ thiết kế, đã hướng dẫn nộp lại.','2026-03-03 09:00:00',NULL,NULL,NULL,'2026-03-03 14:00:00','denied','Từ chối tiếp nhận',3,0,'SO-01'),(9007,20099,35701,'5f0c9007-0000-4000-8000-000000000000','000.00.17.H44-260406-0005','HT-KS','Đăng ký khai sinh','000.00.17.H44','UBND phường Việt Trì','Vũ Thị Hạnh','citizen','025188005555','Tổ 5, phường Việt Trì, tỉnh Phú Thọ',NULL,NULL,NULL,'Người nộp đề nghị rút.','2026-04-06 08:00:00','2026-04-06 08:30:00','2026-04-08 17:00:00',NULL,'2026-04-07 09:00:00','cancelled','Đã rút',3,0,'SO-01'),(9008,20099,35701,'5f0c9008-0000-4000-8000-000000000000','000.00.17.H44-260504-0006','XD-GPXD','Cấp giấy phép xây dựng mới','000.00.17.H44','UBND phường Việt Trì','Trần Văn Khải','citizen','025075006666','Tổ 5, phường Việt Trì, tỉnh Phú Thọ',NULL,NULL,NULL,'Thửa đất nằm trong quy hoạch đường; không đủ điều kiện cấp phép.','2026-05-04 08:00:00','2026-05-04 08:40:00','2026-05-18 17:00:00','2026-05-15 11:00:00','2026-05-18 08:30:00','unresolved','Từ chối giải quyết',3,0,'SO-01'),(9009,20099,35701,'5f0c9009-0000-4000-8000-000000000000',NULL,'HT-KS','Đăng ký khai sinh','000.00.17.H44','UBND phường Việt Trì','Ngô Thị Lan','citizen','025195007777','Tổ 5, phường Việt Trì, tỉnh Phú Thọ',NULL,NULL,NULL,NULL,'2026-11-17 21:30:00',NULL,NULL,NULL,NULL,'receiving','Chờ tiếp nhận',3,1,'SO-01'),(9010,20099,35701,'5f0c9010-0000-4000-8000-000000000000','H44.101-261118-0007','HT-KS','Đăng ký khai sinh','000.00.17.H44','UBND phường Việt Trì','Bùi Văn Minh','citizen','025090008888','Tổ 5, phường Việt Trì, tỉnh Phú Thọ',NULL,NULL,NULL,NULL,'2026-11-18 07:35:00','2026-11-18 07:45:00','2026-11-19 17:00:00',NULL,NULL,'processing','Đang xử lý',3,0,'SO-01'),(9011,20099,35701,'5f0c9011-0000-4000-8000-000000000000',NULL,'XD-GPXD','Cấp giấy phép xây dựng mới','000.00.17.H44','UBND phường Việt Trì','Đỗ Thị Nga','citizen','025191009999','Tổ 5, phường Việt Trì, tỉnh Phú Thọ',NULL,NULL,NULL,NULL,'2026-11-16 19:00:00',NULL,NULL,NULL,NULL,'new','Bản nháp',3,1,'SO-01'),(9012,20099,35701,'5f0c9012-0000-4000-8000-000000000000','000.00.17.H44-260601-0007','HT-KS','Đăng ký khai sinh','000.00.17.H44','UBND phường Việt Trì','Hồ Văn Oanh','citizen','025080001010','Tổ 5, phường Việt Trì, tỉnh Phú Thọ',NULL,NULL,NULL,NULL,'2026-06-01 08:00:00','2026-06-01 08:00:00','2026-06-03 17:00:00','2026-06-02 10:00:00','2026-06-02 11:00:00','done','Đã trả kết quả',-3,0,'SO-01'),(9013,20099,35701,'5f0c9013-0000-4000-8000-000000000000','000.00.17.H44-260707-0008','XD-GPXD','Cấp giấy phép xây dựng mới','000.00.17.H44','UBND phường Việt Trì','Công ty TNHH Đất Tổ','business','0100109106','Số 10 đường Hùng Vương, phường Việt Trì',NULL,NULL,'Lý Thị Phương',NULL,'2026-07-07 08:00:00','2026-07-07 08:10:00','2026-07-21 17:00:00','2026-07-20 16:00:00','2026-07-21 08:05:00','done','Đã trả kết quả',3,0,'SO-01');
/*!40000 ALTER TABLE `opencps_dossier` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `opencps_dossierfile`
--

DROP TABLE IF EXISTS `opencps_dossierfile`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `opencps_dossierfile` (
  `dossierFileId` bigint(20) NOT NULL,
  `dossierId` bigint(20) DEFAULT NULL,
  `referenceUid` varchar(500) DEFAULT NULL,
  `dossierPartNo` varchar(500) DEFAULT NULL,
  `dossierPartType` bigint(20) DEFAULT NULL,
  `displayName` varchar(500) DEFAULT NULL,
  `fileEntryId` bigint(20) DEFAULT NULL,
  `deliverableCode` varchar(500) DEFAULT NULL,
  `removed` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`dossierFileId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `opencps_dossierfile` WRITE;
/*!40000 ALTER TABLE `opencps_dossierfile` DISABLE KEYS */;
INSERT INTO `opencps_dossierfile` VALUES (701,9001,'a1','TP01',1,'Đơn đề nghị cấp phép.pdf',90001,NULL,0),(702,9003,'a2','TP01',1,'Đơn đề nghị cấp phép.pdf',90002,NULL,0),(703,9003,'a3','TP02',1,'Giấy chứng nhận \"quyền sử dụng đất\", trang 1; 2.pdf',90003,NULL,0),(704,9004,'a4','TP01',1,'Giấy chứng sinh.pdf',90004,NULL,0),(705,9010,'a5','TP01',1,'Giấy chứng sinh.pdf',90004,NULL,0),(706,9003,'a6','TP01',1,'Bản cũ đã thay.pdf',99999,NULL,1),(707,9001,'a7','TP02',1,'Giấy chứng nhận quyền sử dụng đất.pdf',90003,'12/GPXD',0);
/*!40000 ALTER TABLE `opencps_dossierfile` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `opencps_dossieraction`
--

DROP TABLE IF EXISTS `opencps_dossieraction`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `opencps_dossieraction` (
  `dossierActionId` bigint(20) NOT NULL,
  `dossierId` bigint(20) DEFAULT NULL,
  `createDate` datetime(6) DEFAULT NULL,
  `fromStepCode` varchar(500) DEFAULT NULL,
  `actionCode` varchar(500) DEFAULT NULL,
  `actionName` varchar(500) DEFAULT NULL,
  `actionUser` varchar(500) DEFAULT NULL,
  `actionNote` varchar(500) DEFAULT NULL,
  `stepCode` varchar(500) DEFAULT NULL,
  `state_` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`dossierActionId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `opencps_dossieraction` WRITE;
/*!40000 ALTER TABLE `opencps_dossieraction` DISABLE KEYS */;
INSERT INTO `opencps_dossieraction` VALUES (8001,9001,'2026-01-05 08:30:00','100','1100','Tiếp nhận hồ sơ','Nguyễn Thị Ngọc Lan',NULL,'200',1),(8002,9001,'2026-01-06 09:00:00','200','2010','Chuyển phòng chuyên môn','Nguyễn Thị Ngọc Lan',NULL,'210',1),(8003,9001,'2026-01-16 10:00:00','240','3000','Có kết quả','Nguyễn Thị Bích Ngọc','Giấy phép số 12/GPXD','300',1),(8004,9001,'2026-01-19 09:15:00','300','4000','Trả kết quả','Trần Văn Hùng',NULL,'400',1),(8005,9002,'2026-02-10 09:05:00','100','1100','Tiếp nhận hồ sơ','Nguyễn Thị Ngọc Lan',NULL,'200',1),(8006,9002,'2026-02-12 16:00:00','300','4000','Trả kết quả','Trần Văn Hùng',NULL,'400',1),(8007,9003,'2026-11-10 08:15:00','100','1100','Tiếp nhận hồ sơ','Nguyễn Thị Ngọc Lan',NULL,'200',1),(8008,9003,'2026-11-10 14:00:00','200','2010','Chuyển phòng chuyên môn','Nguyễn Thị Ngọc Lan','Hồ sơ đủ, chuyển phòng Kinh tế; lưu ý ranh giới \\ lộ giới','201',1),(8009,9003,'2026-11-11 08:00:00','201','2020','Phân công thụ lý','Phạm Quang Hải','Đồng chí Thành đi thực địa\ntrước ngày 20/11.','210',1),(8010,9003,'2026-11-12 08:00:00','210','9000','Lùi bước','Lê Đức Thành','Bấm nhầm','201',2),(8011,9004,'2026-11-12 08:10:00','100','1100','Tiếp nhận hồ sơ','Trần Văn Hùng',NULL,'200',1),(8012,9004,'2026-11-13 10:00:00','200','1300','Yêu cầu bổ sung','Bùi Thị Thanh Hương','Bổ sung Giấy chứng sinh bản có dấu của bệnh viện.','210',1),(8013,9005,'2026-11-09 10:10:00','100','1100','Tiếp nhận hồ sơ','Cán bộ Một cửa Tam Nông',NULL,'200',1),(8014,9005,'2026-11-10 15:30:00','240','3000','Có kết quả','Văn thư',NULL,'300',1),(8015,9006,'2026-03-03 14:00:00','100','1200','Từ chối tiếp nhận','Trần Văn Hùng','Thiếu bản vẽ thiết kế.','110',1),(8016,9007,'2026-04-07 09:00:00','210','7000','Rút hồ sơ','Nguyễn Thị Ngọc Lan',NULL,'400',1),(8017,9008,'2026-05-15 11:00:00','230','3100','Từ chối giải quyết','Trần Đình Phong','Vướng quy hoạch; văn bản \'45/UBND\'','300',1),(8018,9010,'2026-11-18 07:45:00','100','1100','Tiếp nhận hồ sơ','Nguyễn Thị Ngọc Lan',NULL,'200',1),(8019,9013,'2026-07-07 08:10:00','100','1100','Tiếp nhận hồ sơ','Nguyễn Thị Ngọc Lan',NULL,'200',1),(8020,9013,'2026-07-21 08:05:00','300','4000','Trả kết quả','Trần Văn Hùng',NULL,'400',1);
/*!40000 ALTER TABLE `opencps_dossieraction` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `opencps_paymentfile`
--

DROP TABLE IF EXISTS `opencps_paymentfile`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `opencps_paymentfile` (
  `paymentFileId` bigint(20) NOT NULL,
  `dossierId` bigint(20) DEFAULT NULL,
  `paymentFee` varchar(500) DEFAULT NULL,
  `paymentAmount` bigint(20) DEFAULT NULL,
  `paymentStatus` bigint(20) DEFAULT NULL,
  `approveDatetime` datetime(6) DEFAULT NULL,
  `invoiceNo` varchar(500) DEFAULT NULL,
  PRIMARY KEY (`paymentFileId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `opencps_paymentfile` WRITE;
/*!40000 ALTER TABLE `opencps_paymentfile` DISABLE KEYS */;
INSERT INTO `opencps_paymentfile` VALUES (601,9001,'Lệ phí cấp giấy phép xây dựng',75000,5,'2026-01-19 09:10:00','0000123'),(602,9003,'Lệ phí cấp giấy phép xây dựng',75000,1,NULL,NULL),(603,9013,'Lệ phí cấp giấy phép xây dựng',150000,5,'2026-07-21 08:00:00','0000877');
/*!40000 ALTER TABLE `opencps_paymentfile` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `opencps_applicant`
--

DROP TABLE IF EXISTS `opencps_applicant`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `opencps_applicant` (
  `applicantId` bigint(20) NOT NULL,
  `applicantName` varchar(500) DEFAULT NULL,
  `applicantIdType` varchar(500) DEFAULT NULL,
  `applicantIdNo` varchar(500) DEFAULT NULL,
  `address` varchar(500) DEFAULT NULL,
  `contactEmail` varchar(500) DEFAULT NULL,
  `contactTelNo` varchar(500) DEFAULT NULL,
  PRIMARY KEY (`applicantId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `opencps_applicant` WRITE;
/*!40000 ALTER TABLE `opencps_applicant` DISABLE KEYS */;
INSERT INTO `opencps_applicant` VALUES (501,'Nguyễn Thị Hồng Ánh','citizen','025190001234','Tổ 5, phường Việt Trì','anh.cu@vidu.vn','0912345678'),(502,'Ngô Thị Lan','citizen','025195007777','Tổ 2, phường Việt Trì',NULL,'0977000111'),(503,'Công ty TNHH Đất Tổ','business','0100109106','Số 10 đường Hùng Vương',NULL,NULL);
/*!40000 ALTER TABLE `opencps_applicant` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `opencps_serviceinfo`
--

DROP TABLE IF EXISTS `opencps_serviceinfo`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `opencps_serviceinfo` (
  `serviceInfoId` bigint(20) NOT NULL,
  `serviceCode` varchar(500) DEFAULT NULL,
  `serviceName` varchar(500) DEFAULT NULL,
  PRIMARY KEY (`serviceInfoId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `opencps_serviceinfo` WRITE;
/*!40000 ALTER TABLE `opencps_serviceinfo` DISABLE KEYS */;
INSERT INTO `opencps_serviceinfo` VALUES (401,'XD-GPXD','Cấp giấy phép xây dựng mới'),(402,'HT-KS','Đăng ký khai sinh'),(403,'HT-KT','Đăng ký khai tử');
/*!40000 ALTER TABLE `opencps_serviceinfo` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `opencps_configcounter`
--

DROP TABLE IF EXISTS `opencps_configcounter`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `opencps_configcounter` (
  `configCounterId` bigint(20) NOT NULL,
  `counterCode` varchar(500) DEFAULT NULL,
  `patternCode` varchar(500) DEFAULT NULL,
  `startCounter` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`configCounterId`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `opencps_configcounter` WRITE;
/*!40000 ALTER TABLE `opencps_configcounter` DISABLE KEYS */;
INSERT INTO `opencps_configcounter` VALUES (301,'SO-01','Sổ theo dõi hồ sơ phường Việt Trì',8),(302,'SO-02','Sổ theo dõi hồ sơ xã Tam Nông',1);
/*!40000 ALTER TABLE `opencps_configcounter` ENABLE KEYS */;
UNLOCK TABLES;

-- Dump completed on 2026-11-18  8:00:00
