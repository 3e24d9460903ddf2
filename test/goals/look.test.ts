import { mkdirSync } from "node:fs";
import { it } from "vitest";
import { Camera } from "../screens/camera.ts";
import { launchChromium } from "../support/chromium.ts";
import { actingAs, aRun, LEA, SAM, SOFIA, TOM } from "../support/run.ts";
import { aMeasure, anObjective } from "./some-goals.ts";

it("looks", async () => {
  const run = await aRun({
    people: [LEA, TOM, SOFIA, SAM],
    programs: [
      { key: "loyalty", title: "Loyalty", lead: "tom", sponsors: ["sofia"], team: ["lea"] },
      { key: "welcome", title: "Welcome", lead: "lea", deputy: "tom" },
      { key: "secret", title: "Secret", lead: "sam" },
    ],
    cadences: [],
    start: "2026-11-30T00:00:00.000Z",
  });
  await run.to("2026-11-30T10:00:00Z");
  const browser = await launchChromium();
  const folder = "/tmp/goals-look";
  mkdirSync(folder, { recursive: true });
  const cam = await Camera.at(run as never, run.scenario, { browser, folder, language: "en" });
  const shoot = async (who: string, name: string) => {
    const page = await cam.be(who);
    await page.locator("dialog.modal").waitFor();
    await page.screenshot({ path: `${folder}/${name}.png`, clip: { x: 0, y: 0, width: 980, height: 1500 } });
  };
  const ids = async (key: string) =>
    (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
  await run
    .as("tom")
    .closeView({ all: true })
    .catch(() => undefined);
  await run.as("tom").command("/drumbeat goals");
  await run.settle();
  await shoot("tom", "empty-en");
  const tom = await actingAs(run, "tom");
  const lea = await actingAs(run, "lea");
  const sam = await actingAs(run, "sam");
  const loyalty = await ids("loyalty");
  const welcome = await ids("welcome");
  const secret = await ids("secret");
  const m1 = await aMeasure(tom, loyalty, {
    title: "Repeat purchases",
    values: [
      "2026-01-31 2.1",
      "2026-02-28 2.2",
      "2026-03-31 2.4",
      "2026-04-30 2.3",
      "2026-05-31 2.5",
      "2026-06-30 2.6",
      "2026-07-31 2.6",
      "2026-08-31 2.7",
    ].map((t) => ({ on: t.slice(0, 10), value: t.slice(11) })),
  });
  const m2 = await aMeasure(lea, welcome, {
    title: "Days until the first purchase",
    unit: "days",
    direction: "fall",
    baseline: "40",
    target: "20",
    values: [
      { on: "2026-09-30", value: "26" },
      { on: "2026-10-31", value: "23" },
    ],
  });
  const m3 = await aMeasure(sam, secret, { title: "Secret number", values: [{ on: "2026-10-31", value: "3.7" }] });
  await aMeasure(tom, loyalty, {
    title: "Stores open",
    unit: "%",
    direction: "above",
    baseline: "92",
    target: "90",
    values: [{ on: "2026-10-31", value: "91" }],
  });
  const o = await anObjective(tom, loyalty, [m1], {
    title: "Customers come back",
    why: "Each returning customer is worth three new ones",
    programIds: [welcome],
  });
  await run.db
    .updateTable("item")
    .set({
      details: JSON.stringify({
        year: 2026,
        why: "Each returning customer is worth three new ones",
        measureIds: [m1.id, m2.id, m3.id],
        programIds: [welcome, secret],
      }),
    })
    .where("id", "=", o.id)
    .execute();
  await anObjective(lea, welcome, [m2], { title: "New customers buy in three weeks" });
  await run
    .as("tom")
    .closeView({ all: true })
    .catch(() => undefined);
  await run.as("tom").command("/drumbeat goals");
  await run.settle();
  await shoot("tom", "goals-en");
  await run
    .as("lea")
    .closeView({ all: true })
    .catch(() => undefined);
  await run.as("lea").command("/drumbeat objectifs");
  await run.settle();
  await shoot("lea", "goals-fr");
  await run.as("tom").pressInView({ actionId: "register.open", value: o.id });
  await run.settle();
  await shoot("tom", "objective-en");
  await run
    .as("tom")
    .closeView({ all: true })
    .catch(() => undefined);
  await run.as("tom").command("/drumbeat LOY-KPI-1");
  await run.settle();
  await shoot("tom", "measure-en");
  await run.as("tom").pressInView({ actionId: "goals.enter_given", value: m1.id });
  await run.settle();
  await shoot("tom", "enter-en");
  await run
    .as("lea")
    .closeView({ all: true })
    .catch(() => undefined);
  await run.as("lea").command("/drumbeat LOY-KPI-1");
  await run.settle();
  await shoot("lea", "measure-fr");
  await run
    .as("tom")
    .closeView({ all: true })
    .catch(() => undefined);
  await run.as("tom").command("/drumbeat Loyalty");
  await run.settle();
  await shoot("tom", "program-en");
  const page = await cam.be("tom", "home");
  await page.screenshot({ path: `${folder}/home-en.png`, clip: { x: 0, y: 0, width: 980, height: 1500 } });
  const page2 = await cam.be("lea", "home");
  await page2.screenshot({ path: `${folder}/home-fr.png`, clip: { x: 0, y: 0, width: 980, height: 1500 } });
  await cam.close();
  await browser.close();
}, 300_000);
