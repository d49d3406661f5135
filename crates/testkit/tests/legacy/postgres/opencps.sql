--
-- PostgreSQL database dump
--

-- Dumped from database version 12.19

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

--
-- Name: opencps_dossier; Type: TABLE; Schema: public; Owner: opencps
--

CREATE TABLE public.opencps_dossier (
    dossierid bigint NOT NULL,
    companyid bigint,
    groupid bigint,
    referenceuid character varying(500),
    dossierno character varying(500),
    servicecode character varying(500),
    servicename character varying(500),
    govagencycode character varying(500),
    govagencyname character varying(500),
    applicantname character varying(500),
    applicantidtype character varying(500),
    applicantidno character varying(500),
    address character varying(500),
    contacttelno character varying(500),
    contactemail character varying(500),
    delegatename character varying(500),
    dossiernote character varying(500),
    submitdate timestamp without time zone,
    receivedate timestamp without time zone,
    duedate timestamp without time zone,
    releasedate timestamp without time zone,
    finishdate timestamp without time zone,
    dossierstatus character varying(500),
    dossierstatustext character varying(500),
    originality bigint,
    online_ bigint,
    registerbookcode character varying(500)
);

ALTER TABLE public.opencps_dossier OWNER TO opencps;

--
-- Name: opencps_dossierfile; Type: TABLE; Schema: public; Owner: opencps
--

CREATE TABLE public.opencps_dossierfile (
    dossierfileid bigint NOT NULL,
    dossierid bigint,
    referenceuid character varying(500),
    dossierpartno character varying(500),
    dossierparttype bigint,
    displayname character varying(500),
    fileentryid bigint,
    deliverablecode character varying(500),
    removed bigint
);

ALTER TABLE public.opencps_dossierfile OWNER TO opencps;

--
-- Name: opencps_dossieraction; Type: TABLE; Schema: public; Owner: opencps
--

CREATE TABLE public.opencps_dossieraction (
    dossieractionid bigint NOT NULL,
    dossierid bigint,
    createdate timestamp without time zone,
    fromstepcode character varying(500),
    actioncode character varying(500),
    actionname character varying(500),
    actionuser character varying(500),
    actionnote character varying(500),
    stepcode character varying(500),
    state_ bigint
);

ALTER TABLE public.opencps_dossieraction OWNER TO opencps;

--
-- Name: opencps_paymentfile; Type: TABLE; Schema: public; Owner: opencps
--

CREATE TABLE public.opencps_paymentfile (
    paymentfileid bigint NOT NULL,
    dossierid bigint,
    paymentfee character varying(500),
    paymentamount bigint,
    paymentstatus bigint,
    approvedatetime timestamp without time zone,
    invoiceno character varying(500)
);

ALTER TABLE public.opencps_paymentfile OWNER TO opencps;

--
-- Name: opencps_applicant; Type: TABLE; Schema: public; Owner: opencps
--

CREATE TABLE public.opencps_applicant (
    applicantid bigint NOT NULL,
    applicantname character varying(500),
    applicantidtype character varying(500),
    applicantidno character varying(500),
    address character varying(500),
    contactemail character varying(500),
    contacttelno character varying(500)
);

ALTER TABLE public.opencps_applicant OWNER TO opencps;

--
-- Name: opencps_serviceinfo; Type: TABLE; Schema: public; Owner: opencps
--

CREATE TABLE public.opencps_serviceinfo (
    serviceinfoid bigint NOT NULL,
    servicecode character varying(500),
    servicename character varying(500)
);

ALTER TABLE public.opencps_serviceinfo OWNER TO opencps;

--
-- Name: opencps_configcounter; Type: TABLE; Schema: public; Owner: opencps
--

CREATE TABLE public.opencps_configcounter (
    configcounterid bigint NOT NULL,
    countercode character varying(500),
    patterncode character varying(500),
    startcounter bigint
);

ALTER TABLE public.opencps_configcounter OWNER TO opencps;

--
-- Data for Name: opencps_dossier; Type: TABLE DATA; Schema: public; Owner: opencps
--

COPY public.opencps_dossier (dossierid, companyid, groupid, referenceuid, dossierno, servicecode, servicename, govagencycode, govagencyname, applicantname, applicantidtype, applicantidno, address, contacttelno, contactemail, delegatename, dossiernote, submitdate, receivedate, duedate, releasedate, finishdate, dossierstatus, dossierstatustext, originality, online_, registerbookcode) FROM stdin;
9001	20099	35701	5f0c9001-0000-4000-8000-000000000000	000.00.17.H44-260105-0001	XD-GPXD	Cấp giấy phép xây dựng mới	000.00.17.H44	UBND phường Việt Trì	Nguyễn Thị Hồng Ánh	citizen	025190001234	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	0912345678	\N	\N	\N	2026-01-05 08:20:00	2026-01-05 08:30:00	2026-01-19 17:00:00	2026-01-16 10:00:00	2026-01-19 09:15:00	done	Đã trả kết quả	3	0	SO-01
9002	20099	35701	5f0c9002-0000-4000-8000-000000000000	000.00.17.H44-260210-0002	HT-KS	Đăng ký khai sinh	000.00.17.H44	UBND phường Việt Trì	Lê Văn Cường	citizen	025085002222	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	\N	\N	\N	\N	2026-02-10 09:00:00	2026-02-10 09:05:00	2026-02-11 17:00:00	2026-02-12 15:00:00	2026-02-12 16:00:00	done	Đã trả kết quả	3	0	SO-01
9003	20099	35701	5f0c9003-0000-4000-8000-000000000000	000.00.17.H44-261110-0003	XD-GPXD	Cấp giấy phép xây dựng mới	000.00.17.H44	UBND phường Việt Trì	Nguyễn Thị Hồng Ánh	citizen	025190001234	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	0912345678	\N	\N	\N	2026-11-09 20:00:00	2026-11-10 08:15:00	2026-11-24 17:00:00	\N	\N	processing	Đang xử lý	3	1	SO-01
9004	20099	35701	5f0c9004-0000-4000-8000-000000000000	000.00.17.H44-261112-0004	HT-KS	Đăng ký khai sinh	000.00.17.H44	UBND phường Việt Trì	Phạm Thị Dung	citizen	025192003333	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	\N	\N	\N	\N	2026-11-12 08:00:00	2026-11-12 08:10:00	2026-11-19 17:00:00	\N	\N	waiting	Chờ bổ sung	3	0	SO-01
9005	20099	35701	5f0c9005-0000-4000-8000-000000000000	000.00.18.H44-261109-0001	HT-KS	Đăng ký khai sinh	000.00.18.H44	UBND xã Tam Nông	Đinh Văn Em	citizen	025079004444	Khu 3, xã Tam Nông, tỉnh Phú Thọ	\N	\N	\N	\N	2026-11-09 10:00:00	2026-11-09 10:10:00	2026-11-10 17:00:00	2026-11-10 15:30:00	\N	releasing	Có kết quả	3	0	SO-01
9006	20099	35701	5f0c9006-0000-4000-8000-000000000000	000.00.17.H44-260303-0003	XD-GPXD	Cấp giấy phép xây dựng mới	000.00.17.H44	UBND phường Việt Trì	Hoàng Văn Giang	citizen	131234567	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	\N	\N	\N	Thiếu bản vẽ thiết kế, đã hướng dẫn nộp lại.	2026-03-03 09:00:00	\N	\N	\N	2026-03-03 14:00:00	denied	Từ chối tiếp nhận	3	0	SO-01
9007	20099	35701	5f0c9007-0000-4000-8000-000000000000	000.00.17.H44-260406-0005	HT-KS	Đăng ký khai sinh	000.00.17.H44	UBND phường Việt Trì	Vũ Thị Hạnh	citizen	025188005555	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	\N	\N	\N	Người nộp đề nghị rút.	2026-04-06 08:00:00	2026-04-06 08:30:00	2026-04-08 17:00:00	\N	2026-04-07 09:00:00	cancelled	Đã rút	3	0	SO-01
9008	20099	35701	5f0c9008-0000-4000-8000-000000000000	000.00.17.H44-260504-0006	XD-GPXD	Cấp giấy phép xây dựng mới	000.00.17.H44	UBND phường Việt Trì	Trần Văn Khải	citizen	025075006666	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	\N	\N	\N	Thửa đất nằm trong quy hoạch đường; không đủ điều kiện cấp phép.	2026-05-04 08:00:00	2026-05-04 08:40:00	2026-05-18 17:00:00	2026-05-15 11:00:00	2026-05-18 08:30:00	unresolved	Từ chối giải quyết	3	0	SO-01
9009	20099	35701	5f0c9009-0000-4000-8000-000000000000	\N	HT-KS	Đăng ký khai sinh	000.00.17.H44	UBND phường Việt Trì	Ngô Thị Lan	citizen	025195007777	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	\N	\N	\N	\N	2026-11-17 21:30:00	\N	\N	\N	\N	receiving	Chờ tiếp nhận	3	1	SO-01
9010	20099	35701	5f0c9010-0000-4000-8000-000000000000	H44.101-261118-0007	HT-KS	Đăng ký khai sinh	000.00.17.H44	UBND phường Việt Trì	Bùi Văn Minh	citizen	025090008888	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	\N	\N	\N	\N	2026-11-18 07:35:00	2026-11-18 07:45:00	2026-11-19 17:00:00	\N	\N	processing	Đang xử lý	3	0	SO-01
9011	20099	35701	5f0c9011-0000-4000-8000-000000000000	\N	XD-GPXD	Cấp giấy phép xây dựng mới	000.00.17.H44	UBND phường Việt Trì	Đỗ Thị Nga	citizen	025191009999	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	\N	\N	\N	\N	2026-11-16 19:00:00	\N	\N	\N	\N	new	Bản nháp	3	1	SO-01
9012	20099	35701	5f0c9012-0000-4000-8000-000000000000	000.00.17.H44-260601-0007	HT-KS	Đăng ký khai sinh	000.00.17.H44	UBND phường Việt Trì	Hồ Văn Oanh	citizen	025080001010	Tổ 5, phường Việt Trì, tỉnh Phú Thọ	\N	\N	\N	\N	2026-06-01 08:00:00	2026-06-01 08:00:00	2026-06-03 17:00:00	2026-06-02 10:00:00	2026-06-02 11:00:00	done	Đã trả kết quả	-3	0	SO-01
9013	20099	35701	5f0c9013-0000-4000-8000-000000000000	000.00.17.H44-260707-0008	XD-GPXD	Cấp giấy phép xây dựng mới	000.00.17.H44	UBND phường Việt Trì	Công ty TNHH Đất Tổ	business	0100109106	Số 10 đường Hùng Vương, phường Việt Trì	\N	\N	Lý Thị Phương	\N	2026-07-07 08:00:00	2026-07-07 08:10:00	2026-07-21 17:00:00	2026-07-20 16:00:00	2026-07-21 08:05:00	done	Đã trả kết quả	3	0	SO-01
\.


--
-- Data for Name: opencps_dossierfile; Type: TABLE DATA; Schema: public; Owner: opencps
--

COPY public.opencps_dossierfile (dossierfileid, dossierid, referenceuid, dossierpartno, dossierparttype, displayname, fileentryid, deliverablecode, removed) FROM stdin;
701	9001	a1	TP01	1	Đơn đề nghị cấp phép.pdf	90001	\N	0
702	9003	a2	TP01	1	Đơn đề nghị cấp phép.pdf	90002	\N	0
703	9003	a3	TP02	1	Giấy chứng nhận "quyền sử dụng đất", trang 1; 2.pdf	90003	\N	0
704	9004	a4	TP01	1	Giấy chứng sinh.pdf	90004	\N	0
705	9010	a5	TP01	1	Giấy chứng sinh.pdf	90004	\N	0
706	9003	a6	TP01	1	Bản cũ đã thay.pdf	99999	\N	1
707	9001	a7	TP02	1	Giấy chứng nhận quyền sử dụng đất.pdf	90003	12/GPXD	0
\.


--
-- Data for Name: opencps_dossieraction; Type: TABLE DATA; Schema: public; Owner: opencps
--

COPY public.opencps_dossieraction (dossieractionid, dossierid, createdate, fromstepcode, actioncode, actionname, actionuser, actionnote, stepcode, state_) FROM stdin;
8001	9001	2026-01-05 08:30:00	100	1100	Tiếp nhận hồ sơ	Nguyễn Thị Ngọc Lan	\N	200	1
8002	9001	2026-01-06 09:00:00	200	2010	Chuyển phòng chuyên môn	Nguyễn Thị Ngọc Lan	\N	210	1
8003	9001	2026-01-16 10:00:00	240	3000	Có kết quả	Nguyễn Thị Bích Ngọc	Giấy phép số 12/GPXD	300	1
8004	9001	2026-01-19 09:15:00	300	4000	Trả kết quả	Trần Văn Hùng	\N	400	1
8005	9002	2026-02-10 09:05:00	100	1100	Tiếp nhận hồ sơ	Nguyễn Thị Ngọc Lan	\N	200	1
8006	9002	2026-02-12 16:00:00	300	4000	Trả kết quả	Trần Văn Hùng	\N	400	1
8007	9003	2026-11-10 08:15:00	100	1100	Tiếp nhận hồ sơ	Nguyễn Thị Ngọc Lan	\N	200	1
8008	9003	2026-11-10 14:00:00	200	2010	Chuyển phòng chuyên môn	Nguyễn Thị Ngọc Lan	Hồ sơ đủ, chuyển phòng Kinh tế; lưu ý ranh giới \\ lộ giới	201	1
8009	9003	2026-11-11 08:00:00	201	2020	Phân công thụ lý	Phạm Quang Hải	Đồng chí Thành đi thực địa\ntrước ngày 20/11.	210	1
8010	9003	2026-11-12 08:00:00	210	9000	Lùi bước	Lê Đức Thành	Bấm nhầm	201	2
8011	9004	2026-11-12 08:10:00	100	1100	Tiếp nhận hồ sơ	Trần Văn Hùng	\N	200	1
8012	9004	2026-11-13 10:00:00	200	1300	Yêu cầu bổ sung	Bùi Thị Thanh Hương	Bổ sung Giấy chứng sinh bản có dấu của bệnh viện.	210	1
8013	9005	2026-11-09 10:10:00	100	1100	Tiếp nhận hồ sơ	Cán bộ Một cửa Tam Nông	\N	200	1
8014	9005	2026-11-10 15:30:00	240	3000	Có kết quả	Văn thư	\N	300	1
8015	9006	2026-03-03 14:00:00	100	1200	Từ chối tiếp nhận	Trần Văn Hùng	Thiếu bản vẽ thiết kế.	110	1
8016	9007	2026-04-07 09:00:00	210	7000	Rút hồ sơ	Nguyễn Thị Ngọc Lan	\N	400	1
8017	9008	2026-05-15 11:00:00	230	3100	Từ chối giải quyết	Trần Đình Phong	Vướng quy hoạch; văn bản '45/UBND'	300	1
8018	9010	2026-11-18 07:45:00	100	1100	Tiếp nhận hồ sơ	Nguyễn Thị Ngọc Lan	\N	200	1
8019	9013	2026-07-07 08:10:00	100	1100	Tiếp nhận hồ sơ	Nguyễn Thị Ngọc Lan	\N	200	1
8020	9013	2026-07-21 08:05:00	300	4000	Trả kết quả	Trần Văn Hùng	\N	400	1
\.


--
-- Data for Name: opencps_paymentfile; Type: TABLE DATA; Schema: public; Owner: opencps
--

COPY public.opencps_paymentfile (paymentfileid, dossierid, paymentfee, paymentamount, paymentstatus, approvedatetime, invoiceno) FROM stdin;
601	9001	Lệ phí cấp giấy phép xây dựng	75000	5	2026-01-19 09:10:00	0000123
602	9003	Lệ phí cấp giấy phép xây dựng	75000	1	\N	\N
603	9013	Lệ phí cấp giấy phép xây dựng	150000	5	2026-07-21 08:00:00	0000877
\.


--
-- Data for Name: opencps_applicant; Type: TABLE DATA; Schema: public; Owner: opencps
--

COPY public.opencps_applicant (applicantid, applicantname, applicantidtype, applicantidno, address, contactemail, contacttelno) FROM stdin;
501	Nguyễn Thị Hồng Ánh	citizen	025190001234	Tổ 5, phường Việt Trì	anh.cu@vidu.vn	0912345678
502	Ngô Thị Lan	citizen	025195007777	Tổ 2, phường Việt Trì	\N	0977000111
503	Công ty TNHH Đất Tổ	business	0100109106	Số 10 đường Hùng Vương	\N	\N
\.


--
-- Data for Name: opencps_serviceinfo; Type: TABLE DATA; Schema: public; Owner: opencps
--

COPY public.opencps_serviceinfo (serviceinfoid, servicecode, servicename) FROM stdin;
401	XD-GPXD	Cấp giấy phép xây dựng mới
402	HT-KS	Đăng ký khai sinh
403	HT-KT	Đăng ký khai tử
\.


--
-- Data for Name: opencps_configcounter; Type: TABLE DATA; Schema: public; Owner: opencps
--

COPY public.opencps_configcounter (configcounterid, countercode, patterncode, startcounter) FROM stdin;
301	SO-01	Sổ theo dõi hồ sơ phường Việt Trì	8
302	SO-02	Sổ theo dõi hồ sơ xã Tam Nông	1
\.


--
-- PostgreSQL database dump complete
--
