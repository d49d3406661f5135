import { chromium } from "playwright-core";
const base="http://127.0.0.1:8099";
const browser=await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox"]});
const out="/tmp/pics"; import {mkdirSync} from "node:fs"; mkdirSync(out,{recursive:true});
async function as(login,screen){const c=await browser.newContext({viewport:screen,baseURL:base});const p=await c.newPage();if(login){await p.goto("/dang-nhap");await p.fill('[name=login]',login);await p.fill('[name=password]',"mot cua mo phong");await p.press('[name=password]',"Enter");await p.waitForLoadState();}return p;}
for (const [n,screen] of [["p",{width:390,height:844}],["d",{width:1440,height:900}]]) {
  let p=await as("mot-cua",screen);
  for (const [name,path] of [["luyen-tap","/luyen-tap"],["bai","/luyen-tap/tiep-nhan"],["help","/tro-giup?trang=/quay"],["list","/tro-giup"],["refusal","/can-bo/ho-so/00000000-0000-7000-8000-000000000000"]]) { await p.goto(path); await p.screenshot({path:`${out}/${name}-${n}.png`,fullPage:n=="d"}); }
  const h=await p.locator('a[href^="/ho-tro/"]').getAttribute("href"); await p.goto(h); await p.screenshot({path:`${out}/support-${n}.png`});
  p=await as("quan-tri",screen); await p.goto("/quan-tri/ho-tro"); await p.screenshot({path:`${out}/faults-${n}.png`});
  p=await as("",screen); await p.goto("/"); await p.screenshot({path:`${out}/home-${n}.png`});
}
await browser.close();
