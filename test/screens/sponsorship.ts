/** How a program comes by a sponsor, what is asked of them, and how they thank a team. */
import type { InputValue } from "slack-sandbox";
import { answerToSponsor } from "../../src/demo/choosing.ts";
import { tickAppearance } from "../../src/demo/sponsoring.ts";
import { offerIds } from "../../src/digests/offers.ts";
import { thanksIds } from "../../src/digests/thanks/ids.ts";
import { appearanceIds } from "../../src/register/ids.ts";
import { caseIds } from "../../src/sponsorship/case/blocks.ts";
import { choosingIds } from "../../src/sponsorship/choosing/ids.ts";
import { changeIds } from "../../src/sponsorship/ids.ts";
import { peopleIds } from "../../src/sponsorship/stakeholders/blocks.ts";
import { Camera } from "./camera.ts";
import { Hand, type Target } from "./hand.ts";
import { type SandboxRun, type Story, startUnsponsored } from "./story.ts";

export async function picturesOfSponsorship(story: Story, target: Target): Promise<void> {
  const { run, scenario } = await startUnsponsored(story);
  const camera = await Camera.at(run, scenario, target);
  const told = { story, run, camera, hand: new Hand(run, scenario) };
  try {
    await picturesOfPeople(told);
    await picturesOfChoice(told);
    await picturesOfCase(told);
    await picturesOfRequest(told);
    await picturesOfAppearance(told);
    await picturesOfThanks(told);
  } finally {
    await camera.close();
    await run.close();
  }
}

interface Told {
  story: Story;
  run: SandboxRun;
  camera: Camera;
  hand: Hand;
}

async function picturesOfPeople({ story, run, camera, hand }: Told): Promise<void> {
  const { cares, outside, objected } = story.sponsorship;
  const add = (fields: Record<string, InputValue>) =>
    hand.fillIn("lead", { power: "decides", interest: "affected", ...fields });
  await hand.toLocal("2026-09-29T10:00");
  await hand.openBy("lead", "/drumbeat people");
  await camera.modal("people-none", "lead");
  await hand.pressInView("lead", peopleIds.add);
  add({ person: "sponsor", cares });
  await camera.modal("people-form", "lead");
  await hand.save("lead");
  const others = [
    { person: "steering", interest: "wants-to-know", said: "agreed", saidOn: "2026-09-22" },
    {
      job: outside.job,
      organisation: outside.organisation,
      power: "must-agree",
      said: "agreed-if",
      saidWords: outside.said,
      next: "2026-10-05",
    },
    { person: "admin", power: "neither", said: "objected", saidWords: objected },
  ];
  for (const other of others) {
    await hand.pressInView("lead", peopleIds.add);
    add(other);
    await hand.save("lead");
  }
  await camera.modal("people", "lead");
  await hand.pressInView("lead", `${peopleIds.show}:map`);
  await camera.modal("people-map", "lead");
  await hand.pressInView("lead", `${peopleIds.show}:coalition`);
  await camera.modal("people-coalition", "lead");
  await hand.pressInView("lead", `${peopleIds.show}:list`);
  await run.sandbox.as("lead").pressInView(await hand.optionInView("lead", peopleIds.act, "notice:"));
  await run.sandbox.as("lead").waitForView();
  hand.fillIn("lead", { name: outside.name });
  await camera.modal("people-notice", "lead");
  await hand.save("lead");
  await hand.close("lead");
}

async function picturesOfChoice({ story, run, camera, hand }: Told): Promise<void> {
  const { facts, otherFact, consultedOn } = story.sponsorship;
  const { sponsor, steering } = story.people;
  if (consultedOn !== null) {
    const owner = run.sandbox.primaryOwner;
    await hand.openBy(owner, "/drumbeat retention");
    hand.fillIn(owner, { choosing: consultedOn });
    await hand.save(owner);
  }
  await hand.toLocal("2026-09-30T10:00");
  await hand.openBy("lead", "/drumbeat sponsor-choice");
  const offered = await hand.valuesInView("lead", "candidates");
  hand.fillIn("lead", { candidates: offered.slice(0, 2), contributors: ["deputy"] });
  await camera.modal("choosing-setup", "lead");
  await hand.save("lead");
  await hand.close("lead");
  for (const [name, known] of [
    [sponsor, facts],
    [steering, { credibility: otherFact }],
  ] as const) {
    await hand.openBy("lead", "/drumbeat sponsor-choice");
    await hand.pressInView("lead", `${choosingIds.facts}:`, name);
    for (const [criterion, text] of Object.entries(known))
      hand.fillIn("lead", { [criterion]: text, [`${criterion}_on`]: "2026-06-24" });
    if (name === sponsor) await camera.modal("choosing-facts", "lead");
    await hand.save("lead");
    await hand.close("lead");
  }
  await hand.toLocal("2026-10-01T10:00");
  await camera.message("choosing-asked", "deputy", hand.last("deputy"));
  for (const name of [sponsor, steering]) {
    await hand.openBy("deputy", "/drumbeat sponsor-choice");
    await hand.pressInView("deputy", `${choosingIds.facts}:`, name);
    await hand.save("deputy");
    await hand.close("deputy");
  }
  await hand.openBy("deputy", "/drumbeat sponsor-choice");
  await hand.pressInView("deputy", `${choosingIds.candidate}:`, sponsor);
  await hand.pressInView("deputy", `${choosingIds.confirm}:`);
  await camera.modal("choosing-confirm", "deputy");
  await hand.close("deputy");
  await hand.openBy("lead", "/drumbeat sponsor-choice");
  await camera.modal("choosing", "lead");
  await hand.close("lead");
}

async function picturesOfCase({ story, camera, hand }: Told): Promise<void> {
  const { benefits, measures, asked } = story.sponsorship.case;
  await hand.openBy("lead", "/drumbeat case");
  await camera.modal("case-none", "lead");
  for (const [section, fields] of [
    ["purpose", {}],
    ["benefits", { text: benefits, measures }],
    ["asked", { text: asked }],
  ] as const) {
    await hand.pressInView("lead", caseIds.edit, `"section":"${section}"`);
    hand.fillIn("lead", fields);
    if (section === "benefits") await camera.modal("case-section", "lead");
    await hand.save("lead");
  }
  await hand.close("lead");
  await hand.openBy("deputy", "/drumbeat case");
  await camera.modal("case-draft", "deputy");
  await hand.pressInView("deputy", caseIds.approve);
  await camera.modal("case", "deputy");
  await hand.close("deputy");
}

async function picturesOfRequest({ story, run, camera, hand }: Told): Promise<void> {
  await hand.openBy("lead", "/drumbeat sponsor-choice");
  await hand.pressInView("lead", `${choosingIds.candidate}:`, story.people.sponsor);
  await camera.modal("choosing-candidate", "lead");
  await hand.pressInView("lead", choosingIds.ask);
  await camera.modal("choosing-ask", "lead");
  await hand.save("lead");
  await hand.close("lead");
  await hand.wait();
  const request = hand.last("sponsor");
  await camera.message("sponsor-request", "sponsor", request);
  const [brief] = hand.replies("sponsor", request);
  if (!brief) throw new Error("The case is not below the request.");
  await camera.reply("sponsor-request-case", "sponsor", brief);
  await hand.openBy("sponsor", "/drumbeat sponsor-choice");
  await camera.modal("sponsor-own", "sponsor");
  await hand.close("sponsor");
  await answerToSponsor(run.sandbox.as("sponsor"), { answer: "yes" });
  await hand.wait();
  await camera.message("sponsor-yes", "sponsor", hand.now("sponsor", request));
  await hand.openBy("lead", "/drumbeat sponsor-choice");
  await camera.modal("choosing-again", "lead");
  await hand.close("lead");
  await hand.openBy("lead", "/drumbeat case");
  await hand.pressInView("lead", caseIds.share);
  hand.fillIn("lead", { person: "sponsor" });
  await camera.modal("case-share", "lead");
  await hand.save("lead");
  await hand.close("lead");
}

async function picturesOfAppearance({ story, run, camera, hand }: Told): Promise<void> {
  const { title, sentences, ...where } = story.sponsorship.appearance;
  const sponsor = run.sandbox.as("sponsor");
  await hand.toLocal("2026-10-05T11:00");
  await hand.openBy("lead", "/drumbeat people due");
  await camera.modal("people-due", "lead");
  await hand.close("lead");
  await hand.openBy("lead", `/drumbeat appearance ${title}`);
  const event = { owner: "sponsor", due: "2026-10-15", kind: "be-seen", time: "10:00", minutes: "5" };
  hand.fillIn("lead", { ...event, ...where, points: sentences.join("\n") });
  await camera.modal("appearance-form", "lead");
  await hand.save("lead");
  await hand.record("lead", `/drumbeat action ${story.sponsorship.promise}`, { owner: "one", due: "2026-10-09" });
  await hand.toLocal("2026-10-06T10:00");
  const request = hand.about("sponsor", title);
  await camera.message("appearance", "sponsor", request);
  await sponsor.press(request, { actionId: appearanceIds.send });
  await sponsor.waitForView();
  await camera.modal("appearance-send", "sponsor");
  await hand.close("sponsor");
  await sponsor.press(request, { actionId: appearanceIds.accept });
  await hand.wait();
  const accepted = hand.now("sponsor", request);
  await camera.message("appearance-accepted", "sponsor", accepted);
  await sponsor.press(accepted, { actionId: appearanceIds.calendar });
  await sponsor.waitForView();
  await camera.modal("appearance-calendar", "sponsor");
  await hand.pressInView("sponsor", appearanceIds.keeper);
  hand.fillIn("sponsor", { who: "admin" });
  await camera.modal("appearance-keeper", "sponsor");
  await hand.save("sponsor");
  await hand.close("sponsor");
  await hand.toLocal("2026-10-07T10:00");
  await camera.message("appearance-kept", "admin", hand.last("admin"));
  await hand.toLocal("2026-10-14T10:00");
  await camera.message("appearance-reminder", "sponsor", hand.last("sponsor"));
  await hand.toLocal("2026-10-19T10:00");
  await camera.message("appearance-tick", "lead", hand.last("lead"));
  await tickAppearance(run.sandbox.as("lead"), { about: title, happened: true });
}

async function picturesOfThanks({ story, run, camera, hand }: Told): Promise<void> {
  const sponsor = run.sandbox.as("sponsor");
  await hand.toLocal("2026-10-30T10:00");
  await hand.answer("lead", "monthly", story.monthly);
  await hand.toLocal("2026-11-04T10:00");
  const digest = hand.last("sponsor");
  await sponsor.press(digest, { actionId: thanksIds.open });
  await sponsor.waitForView();
  hand.fillIn("sponsor", { words: story.sponsorship.thanks });
  await camera.modal("thanks", "sponsor");
  await hand.save("sponsor");
  await hand.wait();
  const posted = run.sandbox.messagesIn(hand.channelId(story.program.channel)).at(-1);
  if (!posted) throw new Error("Nothing was posted.");
  await camera.message("thanks-posted", "one", posted);
  await sponsor.press(digest, { actionId: offerIds.openProgram });
  await sponsor.waitForView();
  await camera.modal("phase", "sponsor");
  await hand.pressInView("sponsor", changeIds.open);
  await camera.modal("change", "sponsor");
  await hand.close("sponsor");
}
