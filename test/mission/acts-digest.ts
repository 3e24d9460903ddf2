/** What readers of digests get and do, and what leads do before, under the rule of acts.ts. */
import { objectIn, offeredOptions, placedElements, type SandboxMessage, stringIn } from "slack-sandbox";
import { expect } from "vitest";
import { submitAndLeave } from "../../src/demo/request-acts.ts";
import { programIds } from "../../src/programs/program-menu-and-buttons.ts";
import { requestIds } from "../../src/register/requests/cards.ts";
import { screenIds } from "../../src/reports/action-ids.ts";
import type { Report, Rhythm } from "../../src/reports/compile/report.ts";
import { readDigest as digestNow } from "../../src/reports/digest/digest-reading.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { nextDigest } from "../../src/reports/digest/next-digest.ts";
import { writtenIn } from "../../src/reports/drafts/changed-words.ts";
import { draftIds } from "../../src/reports/drafts/messages.ts";
import { getDraft } from "../../src/reports/drafts/stored-drafts.ts";
import { textToForward } from "../../src/reports/files/forward.ts";
import { openedProgram } from "../../src/reports/portfolio/program-screen-data.ts";
import { listDigestsOf } from "../support/digests-of.ts";
import { arrivals, personIn, type Run, textOf } from "../support/run.ts";
import { by, modal, newFile, perform, plain, programRow, type Status, statusOf } from "./acts.ts";

export type DigestRhythm = Rhythm;

export interface Digest {
  /** When it came, to the minute. */
  at: string;
  programs: string[];
  /** Of programs whose status is told: now, and in the report before. */
  statuses: Record<string, { now: Status | null; before: Status | null }>;
  /** What can be decided by a press on its first screen. */
  requests: { question: string; options: string[] }[];
  /** All that its reader can read of it: first screen and thread. */
  words: string;
  firstScreen: string;
  approvedBy: string[];
  /** What it rests on. */
  sources: { is: "check-in" | "item" | "other"; author: string | null; program: string }[];
}

/** The digests of a rhythm that came to somebody, the oldest first, each as it reads now. */
export async function digests(run: Run, who: string, rhythm: DigestRhythm): Promise<Digest[]> {
  const { workspace_id: workspaceId, id: personId } = await personIn(run, who);
  const messages = arrivals(run, who);
  const found: Digest[] = [];
  for (const { id } of await listDigestsOf(run.db, { workspaceId, personId }, { rhythm })) {
    const digest = await digestNow({ db: run.db, workspaceId, now: run.clock.now() }, id);
    const first = messages.find(({ message }) => JSON.stringify(message.blocks).includes(id));
    if (!digest || !first) continue;
    const thread = messages.filter(({ message }) => message.thread_ts === first.message.ts);
    const { programs } = digest.input;
    found.push({
      at: first.at.slice(0, 16),
      programs: programs.map(({ title }) => title),
      statuses: Object.fromEntries(
        programs.flatMap(({ title, report: { status } }) =>
          status ? [[title, { now: statusOf(status.status), before: statusOf(status.before) }]] : [],
        ),
      ),
      requests: await requestsIn(run, first.message),
      words: plain([first, ...thread].map(({ message }) => textOf(message)).join("\n")),
      firstScreen: plain(textOf(first.message)),
      approvedBy: await approversOf(run, id),
      sources: (await Promise.all(programs.map(({ title, report }) => sourcesOf(run, title, report)))).flat(),
    });
  }
  return found;
}

async function approversOf(run: Run, digestId: string): Promise<string[]> {
  const { reports } = await run.db
    .selectFrom("digest")
    .select("reports")
    .where("id", "=", digestId)
    .executeTakeFirstOrThrow();
  const rows = await run.db
    .selectFrom("approval")
    .innerJoin("person", "person.id", "approval.by_id")
    .select("person.name")
    .where("approval.state", "=", "approved")
    .where("approval.subject_id", "in", JSON.parse(reports))
    .execute();
  return rows.map(({ name }) => name);
}

async function sourcesOf(run: Run, program: string, { lines }: Report): Promise<Digest["sources"]> {
  const sources = lines.flatMap((line) => line.sources);
  const checkIns = sources.flatMap((source) => (source.kind === "check-in" ? source.id : []));
  const rows = await run.db
    .selectFrom("check_in")
    .innerJoin("person", "person.id", "check_in.person_id")
    .select(["check_in.id", "person.name"])
    .where("check_in.id", "in", [...checkIns, ""])
    .execute();
  const authors = new Map(rows.map(({ id, name }) => [id, name]));
  return sources.map((source) => ({
    is: source.kind === "check-in" || source.kind === "item" ? source.kind : "other",
    author: source.kind === "check-in" ? (authors.get(source.id) ?? null) : null,
    program,
  }));
}

/** The only one there is. */
export async function readDigest(run: Run, who: string, rhythm: DigestRhythm): Promise<Digest> {
  const all = await digests(run, who, rhythm);
  expect(all, `${rhythm} digests of ${who}`).toHaveLength(1);
  return all[0] ?? expect.fail();
}

async function requestsIn(run: Run, message: SandboxMessage): Promise<Digest["requests"]> {
  const requests = new Map<string, string[]>();
  for (const { actionId, element } of placedElements(message.blocks)) {
    if (!actionId.startsWith(`${requestIds.take}:`)) continue;
    const { id } = JSON.parse(stringIn(element, "value") ?? "{}");
    requests.set(id, [...(requests.get(id) ?? []), stringIn(objectIn(element, "text"), "text") ?? ""]);
  }
  const items = await run.db
    .selectFrom("item")
    .select(["id", "title"])
    .where("id", "in", [...requests.keys(), ""])
    .execute();
  return items.map(({ id, title }) => ({ question: title, options: requests.get(id) ?? [] }));
}

/** Below the newest digest, to the team of a program, in words of their own. */
export async function thank(run: Run, who: string, words: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "thank", program: "loyalty", words });
}

// ---- Before a digest goes

/** The deputy approves what the lead wrote, before it goes above. */
export async function requireApproval(run: Run, who: string): Promise<void> {
  const actor = run.as(who);
  const { response } = await actor.command("/drumbeat program");
  await actor.press(response ?? expect.fail("No program."), {
    actionId: programIds.menu,
    option: "Who approves reports…",
  });
  await actor.waitForView();
  actor.fill("approver", "deputy");
  await submitAndLeave(actor);
  await run.settle();
}

/** Other words for the bottom line of what is to be approved. */
export async function wordDraft(run: Run, who: string, words: string): Promise<void> {
  const reportId = await pressDraft(run, who, draftIds.change);
  const { report } = await getDraft(run.db, run.app.workspace.id, reportId);
  const actor = run.as(who);
  await actor.waitForView();
  actor.fill(`line${writtenIn(report).findIndex(({ kind }) => kind === "bottom-line")}`, words);
  await submitAndLeave(actor);
  await run.settle();
}

/** Whether they could. */
export async function approveDraft(run: Run, who: string): Promise<boolean> {
  const could = await pressDraft(run, who, draftIds.approve).then(
    () => true,
    () => false,
  );
  await run.settle();
  return could;
}

/** Of the newest; returns what it is about. */
async function pressDraft(run: Run, who: string, actionId: string): Promise<string> {
  for (const message of run.as(who).dm().toReversed())
    for (const placed of placedElements(message.blocks)) {
      if (placed.actionId !== actionId) continue;
      const value = stringIn(placed.element, "value") ?? "";
      await run.as(who).press(message, { actionId, value });
      return value;
    }
  throw new Error(`${who} has no draft to do this with.`);
}

/**
 * What the next digest of a reader would say of Loyalty, as somebody sees it on its screen: a report is the same for whoever
 * reads it. Null where they may not look.
 */
export async function previewFor(run: Run, who: string, reader: string, rhythm: DigestRhythm): Promise<string | null> {
  const { id: programId } = await programRow(run, "loyalty");
  const next = await nextDigest(run.app.services, await personIn(run, reader), { rhythm, at: run.clock.now() });
  const coming = next?.reading?.input.programs.find(({ id }) => id === programId);
  const { reported } = await openedProgram(run.app.services, await personIn(run, who), { programId, digestId: null });
  if (!reported) return null;
  expect(reported.program.report.period).toEqual(coming?.report.period);
  return plain(textToForward(firstScreen(reported.input), reported.input));
}

const CIRCLES = new Map<string, Status>([
  ["🟢", "on track"],
  ["🟠", "at risk"],
  ["🔴", "off track"],
]);

/** All programs that somebody sees on one screen, as of now, each with how it stands; null where there is none. */
export async function portfolioSeenBy(run: Run, who: string): Promise<Record<string, Status | null> | null> {
  if ((await modal(run, who, "/drumbeat portfolio", { isLeftOpen: true })) === null) return null;
  const { blocks } = await run.as(who).waitForView();
  await run.as(who).closeView({ all: true });
  return Object.fromEntries(
    placedElements(blocks).flatMap(({ actionId, element }) => {
      if (actionId !== screenIds.open) return [];
      const [circle = "", ...title] = (stringIn(objectIn(element, "text"), "text") ?? "").split(" ");
      return [[title.join(" "), CIRCLES.get(circle) ?? null]];
    }),
  );
}

/** Asks below the newest digest for it as a PDF, which comes a moment later. */
export async function digestAsPdf(run: Run, who: string): Promise<Buffer> {
  for (const message of run.as(who).dm().toReversed())
    for (const { actionId, element } of placedElements(message.blocks)) {
      const values = offeredOptions(element).map((option) => stringIn(option, "value") ?? "");
      const option = values.find((value) => value.startsWith("pdf"));
      if (option === undefined) continue;
      await run.as(who).press(message, { actionId, option });
      return newFile(run, who);
    }
  return expect.fail(`${who} has no digest.`);
}
