//! A passkey in software: answers registrations and sign-ins as a browser with an authenticator does, and can be told to lie.

use base::Rng;
use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A key that somebody holds.
pub struct SoftPasskey {
    key: SigningKey,
    credential: Vec<u8>,
    /// Whose it is, as the site said at registration.
    owner: Vec<u8>,
    /// The address of the site, as the browser would say it.
    pub origin: String,
    /// How often it signed; authenticators count up.
    pub counter: u32,
    /// Whether it says that it has checked a finger, a face or its own PIN.
    pub verifies: bool,
}

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

impl SoftPasskey {
    /// A new one, for the site of the tests.
    ///
    /// # Panics
    /// Never: any 256 bits below the order are a key, and these are.
    #[must_use]
    pub fn new(rng: &Rng) -> Self {
        let mut secret = rng.bytes::<32>();
        secret[0] = 1;
        Self {
            key: SigningKey::from_slice(&secret).expect("a key"),
            credential: rng.bytes::<32>().to_vec(),
            owner: Vec::new(),
            origin: "http://motcua.test".to_owned(),
            counter: 0,
            verifies: true,
        }
    }

    /// Answers what a site asks of a new passkey.
    ///
    /// # Panics
    /// When it asks nothing.
    pub fn register(&mut self, options: &Value) -> String {
        let asked = &options["publicKey"];
        self.owner = bytes(&asked["user"]["id"]);
        let mut data = self.data(&asked["rp"]["id"], WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential.len()).expect("short").to_be_bytes());
        data.extend(&self.credential);
        data.extend(self.cose());
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).expect("below 256"));
        attestation.extend(data);
        let said = self.said("webauthn.create", &asked["challenge"]);
        self.answer(&json!({
            "clientDataJSON": BASE64URL_NOPAD.encode(&said),
            "attestationObject": BASE64URL_NOPAD.encode(&attestation),
        }))
    }

    /// Signs what a site asks.
    pub fn sign(&mut self, options: &Value) -> String {
        let asked = &options["publicKey"];
        self.counter += 1;
        let data = self.data(&asked["rpId"], 0);
        let said = self.said("webauthn.get", &asked["challenge"]);
        let signed = [data.as_slice(), Sha256::digest(&said).as_slice()].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(&json!({
            "clientDataJSON": BASE64URL_NOPAD.encode(&said),
            "authenticatorData": BASE64URL_NOPAD.encode(&data),
            "signature": BASE64URL_NOPAD.encode(signature.to_der().as_bytes()),
            "userHandle": BASE64URL_NOPAD.encode(&self.owner),
        }))
    }

    fn data(&self, site: &Value, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(site.as_str().expect("the name of the site")).to_vec();
        data.push(PRESENT | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// What the browser says it was asked, and where.
    fn said(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let said = json!({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false});
        said.to_string().into_bytes()
    }

    /// The public key as COSE writes it (RFC 9053, 7.1.1): ES256 on P-256.
    fn cose(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_bytes();
        let (x, y) = (&point[1..33], &point[33..65]);
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", x, b"\x22\x58\x20", y].concat()
    }

    fn answer(&self, response: &Value) -> String {
        let id = BASE64URL_NOPAD.encode(&self.credential);
        json!({"id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {}})
            .to_string()
    }
}

fn bytes(text: &Value) -> Vec<u8> {
    BASE64URL_NOPAD.decode(text.as_str().expect("a text").as_bytes()).expect("base64url")
}
