//! The columns of the standard table of a time: how a dossier came into it and how it stands at its end; and what a leader watches.

base::coded! {
    /// How a dossier came into the time.
    Came {
        /// Received before it began and still open then.
        Carried = "chuyen-sang", "Kỳ trước chuyển sang";
        /// Received in it, sent online.
        Online = "truc-tuyen", "Tiếp nhận trực tuyến";
        /// Received in it at a counter or by post.
        Counter = "truc-tiep", "Tiếp nhận trực tiếp, bưu chính";
    }
}

base::coded! {
    /// How a dossier stands at the end of the time, or now where that has not come. Always by the first appointment.
    Stands {
        /// Settled on a day before the appointment.
        Before = "truoc-han", "Giải quyết trước hạn";
        /// Settled on the day of the appointment, in time.
        On = "dung-han", "Giải quyết đúng hạn";
        /// Settled after the appointment.
        After = "tre-han", "Giải quyết quá hạn";
        /// Open, and the appointment is still to come.
        InTime = "trong-han", "Đang giải quyết, trong hạn";
        /// Open past the appointment.
        Late = "qua-han", "Đang giải quyết, quá hạn";
        /// The clock stands still: papers or a payment are awaited.
        Paused = "tam-dung", "Tạm dừng thời hạn";
        /// Withdrawn or stopped.
        Ended = "rut-dung", "Rút, dừng";
    }
}

base::coded! {
    /// What the standard table is laid out by.
    TallyBy {
        /// By the body that decides.
        Body = "co-quan", "Cơ quan";
        /// By procedure.
        Procedure = "thu-tuc", "Thủ tục";
    }
}

base::coded! {
    /// What a leader watches among the open dossiers.
    Concern {
        /// Past the first appointment.
        Late = "qua-han", "Quá hạn";
        /// The first appointment is in the next two days.
        Soon = "sap-den-han", "Đến hạn trong 2 ngày tới";
        /// Papers were asked for twice or more.
        Twice = "hai-lan", "Yêu cầu bổ sung từ hai lần";
        /// Past the first appointment, and nobody has apologised with another date (mẫu 04, Thông tư 03/2025/TT-VPCP).
        Unexplained = "chua-giai-trinh", "Quá hạn chưa xin lỗi, hẹn lại";
    }
}

base::coded! {
    /// By what the watched dossiers are counted.
    ConcernBy {
        /// By the unit at whose step they are.
        Unit = "don-vi", "Đơn vị";
        /// By procedure.
        Procedure = "thu-tuc", "Thủ tục";
        /// By who is in charge.
        Person = "nguoi", "Người thụ lý";
        /// By step.
        Step = "buoc", "Bước";
    }
}
