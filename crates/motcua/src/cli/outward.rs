//! The servers that carry notices outward. A channel without its option does not exist in this installation.

use notice::{BadSetting, Channels, Gateway, Mail};

use super::exit::{Code, Stop};

/// Where mail, SMS and Zalo are handed over.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Outward {
    /// The mail server: `smtp://user:password@host:587?tls=required` or `smtps://user:password@host`.
    #[arg(long, value_name = "URL", env = "MOTCUA_MAIL_URL", hide_env_values = true, requires = "mail_from")]
    mail_url: Option<String>,
    /// Who writes: `Một cửa tỉnh Phú Thọ <motcua@phutho.gov.vn>`.
    #[arg(long, value_name = "ADDRESS", env = "MOTCUA_MAIL_FROM")]
    mail_from: Option<String>,
    /// The most mails a minute.
    #[arg(long, value_name = "N", default_value_t = 120)]
    mail_per_minute: u32,
    /// The gateway for SMS, which takes JSON by POST.
    #[arg(long, value_name = "URL", env = "MOTCUA_SMS_URL")]
    sms_url: Option<String>,
    /// What the gateway for SMS knows us by.
    #[arg(long, value_name = "TOKEN", env = "MOTCUA_SMS_TOKEN", hide_env_values = true, default_value = "")]
    sms_token: String,
    /// The gateway for Zalo, which takes JSON by POST.
    #[arg(long, value_name = "URL", env = "MOTCUA_ZALO_URL")]
    zalo_url: Option<String>,
    /// What the gateway for Zalo knows us by.
    #[arg(long, value_name = "TOKEN", env = "MOTCUA_ZALO_TOKEN", hide_env_values = true, default_value = "")]
    zalo_token: String,
    /// The most messages a minute over SMS, and over Zalo.
    #[arg(long, value_name = "N", default_value_t = 300)]
    messages_per_minute: u32,
}

impl Outward {
    /// The channels they make.
    pub(crate) fn channels(&self) -> Result<Channels, Stop> {
        let from = self.mail_from.as_deref().unwrap_or_default();
        let mail = self.mail_url.as_deref().map(|url| Mail::new(url, from, self.mail_per_minute));
        let gateway = |url: &Option<String>, token| {
            url.as_deref().map(|url| Gateway::new(url, token, self.messages_per_minute)).transpose()
        };
        Ok(Channels {
            mail: mail.transpose().map_err(|error| bad("--mail-url and --mail-from", &error))?,
            sms: gateway(&self.sms_url, &self.sms_token).map_err(|error| bad("--sms-url", &error))?,
            zalo: gateway(&self.zalo_url, &self.zalo_token).map_err(|error| bad("--zalo-url", &error))?,
        })
    }
}

fn bad(option: &str, error: &BadSetting) -> Stop {
    Stop::new(Code::Usage, format!("{option}: {error}.\nMend the option, then start again."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_none_is_refused_without_its_password() {
        let mail = |url: &str, from: &str| Outward {
            mail_url: Some(url.into()),
            mail_from: Some(from.into()),
            ..Outward::default()
        };
        let refused = mail("http://who:geheim@mail", "a@b.vn").channels().err().unwrap();
        assert!(refused.message.contains("smtp://") && !refused.message.contains("geheim"), "{refused}");
        let refused = mail("smtp://mail:25", "nobody").channels().err().unwrap();
        assert!(refused.message.contains("nobody is no address"), "{refused}");
        let refused =
            Outward { sms_url: Some("gateway".into()), ..Outward::default() }.channels().err().unwrap();
        assert!(refused.message.contains("--sms-url"), "{refused}");
    }

    #[test]
    fn what_is_not_configured_does_not_exist() {
        assert!(Outward::default().channels().is_ok_and(|channels| channels.open().is_empty()));
    }
}
