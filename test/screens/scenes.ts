/** How each picture comes about: what people do before it is taken, and of what it is taken. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { cadenceTexts } from "../../src/cadences/texts.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import { textsFor } from "../../src/platform/texts/language.ts";
import { programTexts } from "../../src/programs/texts.ts";
import { requestIds } from "../../src/register/requests/cards.ts";
import { requestTexts } from "../../src/register/requests/texts.ts";
import { draftIds } from "../../src/reports/drafts/messages.ts";
import { Camera } from "./camera.ts";
import { Hand } from "./hand.ts";
import { LANGUAGES } from "./pictures.ts";
import { smallPng } from "./small-png.ts";
import { type Started, type Story, startEmpty, startMonthEnd, startReported, startRunning, stories } from "./story.ts";

/** Of a palette; letters need shades of their colours. */
const COLOURS = 48;

/** All pictures, into this empty folder. */
export async function takePictures(browser: Browser, folder: string): Promise<void> {
  for (const language of LANGUAGES)
    for (const { start, scene } of SCENES) {
      const story = stories[language];
      const disk = await mkdtemp(join(tmpdir(), "drumbeat-scene-"));
      const { run, scenario } = await start(story, join(disk, "drumbeat.db"));
      const camera = await Camera.at(run, scenario, { browser, folder, language });
      const reader = { locale: story.locale, zone: story.tz };
      try {
        await scene({ story, run, camera, hand: new Hand(run, scenario), scenario, reader });
      } finally {
        await camera.close();
        await run.close();
        await rm(disk, { recursive: true, force: true });
      }
    }
  // Not while an app runs: it would miss the pongs of its sockets.
  for (const file of await readdir(folder)) {
    const path = join(folder, file);
    await writeFile(path, smallPng(await readFile(path), COLOURS));
  }
}

interface Scene {
  story: Story;
  run: Started["run"];
  camera: Camera;
  hand: Hand;
  scenario: Scenario;
  reader: { locale: string; zone: string };
}

/** A forecast reads the file of its database: there has to be one. */
const SCENES: {
  start: (story: Story, database: string) => Promise<Started>;
  scene: (scene: Scene) => Promise<void>;
}[] = [
  { start: startEmpty, scene: setUp },
  { start: startRunning, scene: answer },
  { start: startMonthEnd, scene: recordAndDecide },
  { start: startReported, scene: reportUpwards },
];

/** From an empty workspace to a program that is asked. */
async function setUp({ story, run, camera, hand, reader }: Scene): Promise<void> {
  const [programs, cadences] = [textsFor(programTexts, reader), textsFor(cadenceTexts, reader)];
  const lead = run.sandbox.as("lead");
  await hand.nameAdmin("admin");
  const first = await hand.command("lead", "/drumbeat");
  await camera.message("first-steps", "lead", first);
  await lead.press(first, { label: programs.first.create });
  await lead.waitForView();
  hand.fillIn("lead", { title: story.program.title });
  hand.fillIn("lead", { "team:0": ["one", "two", "three"] });
  await hand.save("lead");
  await hand.wait();
  await hand.openBy("lead", "/drumbeat cadence new");
  hand.fillIn("lead", { template: "daily-team" });
  await lead.submit();
  await lead.submit();
  await camera.modal("cadence-preview", "lead");
  await hand.save("lead");
  await hand.wait();
  const list = await hand.command("lead", "/drumbeat cadence");
  const plan = await hand.shownAfter("lead", () => lead.press(list, { label: cadences.list.plan }));
  await camera.message("plan-program", "lead", plan);
  await hand.openBy("admin", "/drumbeat admin");
  await camera.modal("admin-settings", "admin");
}

/** The same rounds from a participant's prompt to the sponsor's Home. */
async function answer({ story, run, camera, hand }: Scene): Promise<void> {
  const [first, second, third] = story.daily;
  if (!first || !second || !third) throw new Error("Three people answer.");
  await hand.to("2026-10-05T09:00Z");
  await hand.openBy("one", "/drumbeat away");
  hand.fillIn("one", { from: "2026-10-12", until: "2026-10-16", delegate: "two" });
  await camera.modal("away", "one");
  await run.sandbox.as("one").closeView();
  await hand.answer("one", "daily", first);
  await camera.message("receipt", "one", hand.last("one"));
  await hand.answer("two", "daily", second);

  // What was planned is offered as done.
  await hand.to("2026-10-06T09:00Z");
  await camera.message("prompt", "one", hand.last("one"));
  await hand.open("one", "daily");
  await camera.modal("form-daily-planned", "one");
  await hand.fill("one", "daily", third);

  // Named again, the blocker is one that goes up.
  await hand.to("2026-10-07T09:00Z");
  await hand.answer("one", "daily", third);
  await hand.to("2026-10-08T14:30Z");
  await hand.answer("lead", "weekly", story.weekly);
  await hand.to("2026-10-09T09:00Z");
  await hand.openHome("lead");
  await camera.home("home-lead", "lead");

  await hand.to("2026-10-30T10:30Z");
  await hand.answer("lead", "monthly", story.monthly);
  await hand.answer("deputy", "second-monthly", story.otherMonthly);
  await hand.to("2026-11-04T10:00Z");
  await hand.openHome("sponsor");
  await camera.home("home-sponsor", "sponsor");
}

/** What comes into the register of a program, and what is asked of the sponsor and decided. */
async function recordAndDecide({ story, run, camera, hand, reader }: Scene): Promise<void> {
  const [lead, sponsor] = [run.sandbox.as("lead"), run.sandbox.as("sponsor")];
  const { title } = story.program;
  const due = "2026-11-13";
  await hand.toLocal("2026-10-29T10:00");
  for (const [index, handle] of ["one", "two", "three"].entries())
    await hand.answer(handle, "daily", story.daily[index] ?? {});
  await hand.record("two", "/drumbeat action", { program: title, title: story.action, due: "2026-11-06" });
  await hand.record("lead", "/drumbeat risk", {
    ...story.risk,
    due,
    probability: "4",
    impactScore: "3",
    response: "reduce",
  });

  await hand.toLocal("2026-10-30T10:00");
  await hand.answer("lead", "monthly", story.monthly);
  await hand.toLocal("2026-10-30T10:15");
  const receipt = hand.last("lead", textsFor(requestTexts, reader).buttons.details);
  await camera.message("request-receipt", "lead", receipt);
  await lead.press(receipt, { actionId: requestIds.details });
  await lead.waitForView();
  hand.fillIn("lead", { ...story.ask, recommended: "option1", "needed-by": due });
  await hand.save("lead");
  await hand.wait();
  const asked = hand.last("sponsor", "REQ-1");
  await camera.message("request", "sponsor", asked);
  const [label = ""] = story.ask.option1.split("\n");
  await sponsor.press(asked, { label }, { confirm: true });
  await hand.wait();
  await camera.message("request-decided", "sponsor", hand.now("sponsor", asked));
  await hand.toLocal("2026-10-30T10:45");

  await hand.openBy("lead", "/drumbeat register");
  await camera.modal("register", "lead");
  await lead.closeView();
}

/** A report that its lead looks through before it goes, and the digest with it. */
async function reportUpwards({ scenario, run, camera, hand }: Scene): Promise<void> {
  const [program] = scenario.programs;
  if (!program) throw new Error("The story has no program.");
  const { lead, sponsors, title } = program;
  const [sponsor = ""] = sponsors;
  const draft = hand.last(lead, title);
  await camera.message("approval", lead, draft);
  await run.sandbox.as(lead).press(draft, { actionId: draftIds.fine });
  await hand.toLocal("2026-11-04T10:00");
  await camera.message("digest-picture", sponsor, hand.last(sponsor, title));
}
