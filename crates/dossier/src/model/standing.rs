//! How a received dossier stands to its time: the columns of the standard counts.

base::coded! {
    /// One column of the table; the code is the word in addresses and in the database.
    Standing {
        /// Decided within the first appointment.
        DoneInTime = "dung-han", "Giải quyết đúng hạn";
        /// Decided after it.
        DoneLate = "tre-han", "Giải quyết trễ hạn";
        /// Open, and the first appointment is still to come.
        OpenInTime = "trong-han", "Đang giải quyết, trong hạn";
        /// Open past it.
        OpenLate = "qua-han", "Đang giải quyết, quá hạn";
        /// The clock stands still: papers, payment, a notice are awaited.
        Waits = "tam-dung", "Tạm dừng thời hạn";
        /// Withdrawn or stopped.
        Ended = "rut-dung", "Rút, dừng";
    }
}
