//! `motcua demo`: the product with demonstration data, ready to be looked at.

use accounts::Hashing;
use accounts::demo::DemoAccount;

use super::exit::Stop;
use super::outward::Outward;
use super::place::Place;
use super::serve::{self, As, Front};
use crate::demo;

/// What `demo` takes: the same as `serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    front: Front,
    #[command(flatten)]
    outward: Outward,
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<(), Stop> {
    let opened = args.place.open().await?;
    opened.migrate().await?;
    let site = serve::site(&args.front, args.front.listen).demo();
    let app = opened.app(site)?;
    let accounts = demo::seed(&app, demo::PASSWORD, Hashing::OWASP).await?;
    demo::file(&app).await?;
    print!("{}", table(&accounts));
    serve::serve(opened, &args.front, &args.outward, As::Demo).await
}

/// The accounts as a table: who they are, what to type.
pub(super) fn table(accounts: &[DemoAccount]) -> String {
    let lines: Vec<[String; 3]> = accounts
        .iter()
        .map(|account| {
            let mut roles: Vec<&str> = account.roles.iter().map(|role| role.label()).collect();
            roles.dedup();
            let role = if roles.is_empty() { "Công dân".to_owned() } else { roles.join(", ") };
            let unit = if account.unit.is_empty() { String::new() } else { format!(", {}", account.unit) };
            [account.login.clone(), role, format!("{}{unit}", account.name)]
        })
        .collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    let mut out = format!("Tài khoản dùng thử (mật khẩu chung: {}):\n", demo::PASSWORD);
    for [login, role, name] in &lines {
        let gap = |text: &str, to: usize| " ".repeat(to - text.chars().count());
        out.push_str(&format!("  {login}{}  {role}{}  {name}\n", gap(login, first), gap(role, second)));
    }
    out
}
