/** What readers of digests get and do, and what leads do before, under the rule of acts.ts. */
import { objectIn, offeredOptions, placedElements, type SandboxMessage, stringIn } from "slack-sandbox";
import { expect } from "vitest";
import { untilOpen } from "../../src/demo/answering.ts";
import { submitAndLeave } from "../../src/demo/asking.ts";
import { approvalIds } from "../../src/digests/approval/blocks.ts";
import { previewForReader } from "../../src/digests/home/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { askIds } from "../../src/register/asks/buttons.ts";
import { personIn, type Run, sentAs, textOf } from "../support/run.ts";
import { by, modal, newFile, perform, plain, programRow, type Status, statusOf } from "./acts.ts";

export type DigestRhythm = "weekly" | "monthly" | "quarterly" | "annual";

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
  const messages = await sentAs(run, "digest", who);
  const found: Digest[] = [];
  for (const edition of await listDigests(run.db, { workspaceId, personId })) {
    if (edition.rhythm !== rhythm) continue;
    const { document } = (await digestById(run.db, workspaceId, edition.id)) ?? expect.fail("It has no document.");
    const own = messages.filter(({ message }) => JSON.stringify(message.blocks).includes(edition.id));
    const [first] = own;
    if (!first) continue;
    const thread = messages.filter(({ message }) => message.thread_ts === first.message.ts);
    const lines = document.sections.flatMap((section) => section.lines);
    found.push({
      at: first.at.slice(0, 16),
      programs: document.programs.map(({ title }) => title),
      statuses: Object.fromEntries(
        lines.flatMap((line) =>
          line.kind === "health" ? [[line.program, { now: statusOf(line.colour), before: statusOf(line.before) }]] : [],
        ),
      ),
      requests: await requestsIn(run, first.message),
      words: plain([first, ...thread].map(({ message }) => textOf(message)).join("\n")),
      firstScreen: plain(textOf(first.message)),
      approvedBy: document.approvedBy ?? [],
      sources: document.citations.map(({ source, author, program }) => ({
        is: source.kind === "check-in" || source.kind === "item" ? source.kind : "other",
        author,
        program,
      })),
    });
  }
  return found;
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
    if (!actionId.startsWith(`${askIds.take}:`)) continue;
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

/** Lead and deputy approve what goes of the program, before it goes. */
export async function requireApproval(run: Run, who: string): Promise<void> {
  const actor = run.as(who);
  await untilOpen(actor, async () => (await actor.command("/drumbeat digest approval")).response);
  actor.fill("mode", "lead");
  await submitAndLeave(actor);
  await run.settle();
}

/** Other words for the bottom line of what is to be approved. */
export async function wordDraft(run: Run, who: string, words: string): Promise<void> {
  await pressDraft(run, who, approvalIds.word);
  const actor = run.as(who);
  await actor.waitForView();
  actor.fill("text", words);
  await submitAndLeave(actor);
  await run.settle();
}

/** Whether they could. */
export async function approveDraft(run: Run, who: string): Promise<boolean> {
  const could = await pressDraft(run, who, approvalIds.approve).then(
    () => true,
    () => false,
  );
  await run.settle();
  return could;
}

async function pressDraft(run: Run, who: string, actionId: string): Promise<void> {
  for (const message of run.as(who).dm().toReversed())
    for (const placed of placedElements(message.blocks))
      if (placed.actionId === actionId)
        return run.as(who).press(message, { actionId, value: stringIn(placed.element, "value") ?? "" });
  throw new Error(`${who} has no draft to do this with.`);
}

/** What the next digest of a reader would say of Loyalty, as its lead sees it; null where they may not look. */
export async function previewFor(run: Run, who: string, reader: string, rhythm: DigestRhythm): Promise<string | null> {
  const { id: programId } = await programRow(run, "loyalty");
  const { id: personId } = await personIn(run, reader);
  const asked = { programId, personId, rhythm };
  const shown = await previewForReader(run.app.services, await personIn(run, who), asked).catch(() => null);
  return shown?.document ? plain(digestText(shown.document)) : null;
}

const CIRCLES = { "🟢": "on track", "🟠": "at risk", "🔴": "off track" } as const;

/** All programs that somebody sees on one screen, as of now, each with how it stands; null where there is none. */
export async function portfolioSeenBy(run: Run, who: string): Promise<Record<string, Status | null> | null> {
  const shown = await modal(run, who, "/drumbeat portfolio");
  if (shown === null) return null;
  const titles = (await run.db.selectFrom("program").select("title").execute()).map(({ title }) => title);
  const lines = shown.split("\n");
  return Object.fromEntries(
    titles.flatMap((title) => {
      const line = lines.find((one) => one.includes(title) && /[🟢🟠🔴⚪]/u.test(one));
      const [, status = null] = Object.entries(CIRCLES).find(([circle]) => line?.includes(circle)) ?? [];
      return shown.includes(title) ? [[title, status]] : [];
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
