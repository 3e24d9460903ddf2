/** What is said about a request, and what its requester changes of it: at once, or once whoever has the step has confirmed it. */
import { expect, it } from "vitest";
import { goAway } from "../../../src/check-ins/away/absences.ts";
import { completeStep } from "../../../src/tracks/steps.ts";
import { changeWork, confirmChange, leaveUnchanged } from "../../../src/tracks/work/change-request.ts";
import { commentOnWork } from "../../../src/tracks/work/comments.ts";
import { getWorkRequest } from "../../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../../src/tracks/work/request-types.ts";
import { askForWork, declineWork } from "../../../src/tracks/work/requests.ts";
import { holdWork, resumeWork, startWork } from "../../../src/tracks/work/work-queue.ts";
import { opens, programId, seen } from "../../sponsorship/choosing-people.ts";
import { actingAs, asItIsNow, lastMessage, leaveSlack, type Run, textOf } from "../../support/run.ts";
import { aProgram } from "../launch.ts";

const ANSWERS = { campaign: "Win-back", goal: "Bring back a tenth", audience: "Lapsed" };

async function asked(): Promise<{ run: Run; id: string }> {
  const run = await aProgram("SQLite");
  const tom = await actingAs(run, "tom");
  await takeTypes(tom, { programId: await programId(run), keys: ["campaign"] });
  await run.to("2026-11-02T10:00:00Z");
  const sam = await actingAs(run, "sam");
  const id = await askForWork(sam, { programId: await programId(run), key: "campaign", answers: ANSWERS });
  await run.settle();
  return { run, id };
}

async function requestIn(run: Run, id: string) {
  return getWorkRequest(run.db, (await actingAs(run, "tom")).actor.workspace_id, id);
}

/** It is Léa’s to create. */
async function begun(run: Run, id: string): Promise<void> {
  const tom = await actingAs(run, "tom");
  const [validation] = (await requestIn(run, id)).current;
  await completeStep(tom, { itemId: validation?.stands.item_id ?? "", checked: 1, note: "" });
  await startWork(tom, { id });
  await run.settle();
}

function messageOf(run: Run, who: string, words: string) {
  return run
    .as(who)
    .dm()
    .findLast((message) => textOf(message).includes(words));
}

async function openRequest(run: Run, who: string, id: string): Promise<string> {
  await opens(run, who, "/drumbeat work atl-w-1");
  await run.as(who).pressInView({ actionId: "work.open", value: id });
  return seen(run, who);
}

it("is commented on, with links, by whoever has a part in it; its card counts what was said, and others see nothing", async () => {
  const { run, id } = await asked();
  await openRequest(run, "nina", id);
  await run.as("nina").pressInView({ actionId: "work.act:comment" });
  run.as("nina").fill("words", `See https://example.com/brief?a=1&b=2. ${"Long. ".repeat(490)}`);
  await run.as("nina").submit();
  await commentOnWork(await actingAs(run, "sam"), { id, words: "Thanks <!channel>" });
  await run.to("2026-11-02T10:10:00Z");
  const shown = await openRequest(run, "sam", id);
  expect(shown).toMatch(/COMMENTS\n[\s\S]*Nina Diaz, Mon 2 Nov: See https[\s\S]*Sam Poe, Mon 2 Nov: Thanks <!channel>/);
  expect(shown).toContain("\n<https://example.com/brief?a=1&b=2|");
  expect(textOf(lastMessage(run, "sam"))).toMatch(/2 comments, the latest on Mon\s2\sNov\./);
  expect(run.as("sam").dm()).toHaveLength(1);
  await declineWork(await actingAs(run, "tom"), { id, reason: "Not this year" });
  await commentOnWork(await actingAs(run, "nina"), { id, words: "A pity" });
  expect(await openRequest(run, "nina", id)).toContain("Nina Diaz, Mon, Nov 2: A pity");

  const none = { id: "none", words: "?" };
  await expect(commentOnWork(await actingAs(run, "nina"), none)).rejects.toMatchObject({ code: "WORK_GONE" });
  await run.db.deleteFrom("seat").execute();
  await run.db.deleteFrom("role_holder").execute();
  await expect(commentOnWork(await actingAs(run, "nina"), { id, words: "?" })).rejects.toMatchObject({
    code: "WORK_GONE",
  });
});

it("is changed at once by its requester until it is validated, in the form in which it was asked for", async () => {
  const { run, id } = await asked();
  expect(await openRequest(run, "sam", id)).toContain("[Change…]");
  await run.as("sam").pressInView({ actionId: "work.add" });
  expect(await seen(run, "sam")).not.toContain("confirms what you change");
  run.as("sam").fill("field:audience", "All");
  expect(await run.as("sam").submit()).toEqual({ closed: true });
  await run.settle();
  expect(await requestIn(run, id)).toMatchObject({ answers: { ...ANSWERS, audience: "All" }, proposed: {} });
  const nina = await actingAs(run, "nina");
  await expect(changeWork(nina, { id, answers: ANSWERS })).rejects.toMatchObject({ code: "WORK_NOT_YOURS" });
  await expect(
    changeWork(await actingAs(run, "sam"), { id, answers: { ...ANSWERS, goal: " " } }),
  ).rejects.toMatchObject({ code: "WORK_INCOMPLETE" });
});

it("is changed later as soon as whoever has the step confirms it, who reads what was and what is to be", async () => {
  const { run, id } = await asked();
  await begun(run, id);
  const sam = await actingAs(run, "sam");
  await openRequest(run, "sam", id);
  await run.as("sam").pressInView({ actionId: "work.add" });
  expect(await seen(run, "sam")).toContain("whoever has the step now confirms what you change");
  run.as("sam").fill("field:audience", "All <customers>");
  run.as("sam").fill("field:needed-by", "2026-12-18");
  await run.as("sam").submit();
  await run.to("2026-11-03T10:00:00Z");
  expect(await seen(run, "sam")).toContain("A change waits for Léa Martin to confirm it.");
  expect(await requestIn(run, id)).toMatchObject({ answers: ANSWERS, needed_by: null });
  expect(run.as("sam").dm().map(textOf).join("\n")).toContain("A change waits for Léa Martin to confirm it.");
  const change = /\*Pour qui\*\s: Lapsed → All <customers>\n\*Nécessaire pour le\*\s: – → ven\.\s18\sdéc\./;
  const [step, asking] = ["À vous maintenant", "demande une modification de ce que"].map((words) =>
    messageOf(run, "lea", words),
  );
  for (const message of [step, asking]) expect(message && textOf(message)).toMatch(change);
  expect(await opens(run, "tom", "/drumbeat work")).toContain("*For whom*: Lapsed → All <customers>");

  expect(await openRequest(run, "nina", id)).not.toContain("[Confirm the change]");
  expect(await openRequest(run, "lea", id)).toMatch(
    /\*Sam Poe demande une modification\*\n\*Pour qui\* : Lapsed → All <customers>\n\*Nécessaire pour le\* : – → ven\. 18 déc\./,
  );
  const nina = await actingAs(run, "nina");
  await expect(confirmChange(nina, { id })).rejects.toMatchObject({ code: "WORK_NOT_YOURS" });
  await run.as("lea").press(asking ?? expect.fail(), { actionId: "work.act:confirm" });
  await run.settle();
  expect(asking && textOf(asItIsNow(run, asking))).toContain("✓ Cette modification a reçu sa réponse.");
  expect(textOf(lastMessage(run, "sam"))).toMatch(
    /✓ \*Léa Martin has confirmed your change\.\* It now says:\n\*For whom\*: All[^\n]*\n\*Needed by\*: Fri\s18\sDec/,
  );
  const changed = { answers: { ...ANSWERS, audience: "All <customers>" }, proposed: {}, needed_by: "2026-12-18" };
  expect(await requestIn(run, id)).toMatchObject(changed);
  const { writers } = await requestIn(run, id);
  expect(JSON.parse(writers)).toMatchObject({ "answers.audience": sam.actor.id, "answers.needed-by": sam.actor.id });
  await expect(confirmChange(await actingAs(run, "lea"), { id })).rejects.toMatchObject({ code: "WORK_MOVED_ON" });

  await changeWork(sam, { id, answers: { ...ANSWERS, campaign: "Other" } });
  await leaveUnchanged(await actingAs(run, "lea"), { id });
  await run.to("2026-11-03T10:10:00Z");
  expect(textOf(lastMessage(run, "sam"))).toContain(
    "*Léa Martin has left it as it was.* It still says:\n*Campaign*: Win-back",
  );
  expect(await requestIn(run, id)).toMatchObject({ ...changed, title: "Win-back" });
  // Where whoever has the step is away, whoever leads reads it too.
  const lea = await actingAs(run, "lea");
  await goAway(lea, { person: lea.actor, from: "2026-11-03", until: "2026-11-05", delegate: null });
  await changeWork(sam, { id, answers: { ...ANSWERS, goal: "A fifth" } });
  await run.to("2026-11-03T10:20:00Z");
  expect(messageOf(run, "tom", "while Léa Martin is away")).toBeDefined();
  // What whoever leaves has asked for waits still.
  await changeWork(sam, { id, answers: { ...ANSWERS, campaign: "Other" } });
  await holdWork(await actingAs(run, "tom"), { id, until: "2026-12-01", because: "Freeze" });
  expect(await openRequest(run, "sam", id)).toContain("A change waits for whoever leads the program to confirm it.");
  await resumeWork(await actingAs(run, "tom"), { id });
  await leaveSlack(run, "sam");
  await confirmChange(await actingAs(run, "tom"), { id });
  const { title, writers: after } = await requestIn(run, id);
  expect([title, JSON.parse(after).title]).toEqual(["Other", sam.actor.id]);
});
