/** What people do around the sponsorship of a program, under the rule of acts.ts. */
import { placedElements, SlackFailure, stringIn } from "slack-sandbox";
import type { ActOf } from "../../src/demo/scenario.ts";
import { readPage } from "../../src/pages/reading.ts";
import { itemIds } from "../../src/register/ids.ts";
import { caseKind } from "../../src/sponsorship/case.ts";
import { ownDecisions as decisionsOf, readChange } from "../../src/sponsorship/change-adoption.ts";
import { missingIn, type Phase, showPhase } from "../../src/sponsorship/phases.ts";
import type { Criterion } from "../../src/sponsorship/scores.ts";
import { peopleIds } from "../../src/sponsorship/stakeholders-screen.ts";
import { personIn, type Run, textOf } from "../support/run.ts";
import { by, modal, perform, plain, programRow } from "./acts.ts";

// ---- The people whose yes a program needs

export type Stakeholder = Omit<ActOf<"name-stakeholder">, "program" | "stance"> & {
  stance?: ActOf<"name-stakeholder">["stance"];
};

export async function nameStakeholder(run: Run, who: string, line: Stakeholder): Promise<void> {
  await perform(run, { ...by(run, who), do: "name-stakeholder", program: "loyalty", stance: "not-asked", ...line });
}

export type Approach = Partial<Pick<ActOf<"engage-stakeholder">, "words" | "together" | "isAlly">>;

/** How somebody whom the list calls so is engaged. */
export async function engage(run: Run, who: string, name: string, approach: Approach): Promise<void> {
  await perform(run, {
    ...by(run, who),
    do: "engage-stakeholder",
    program: "loyalty",
    with: name,
    words: {},
    ...approach,
  });
}

/** They have spoken to whom the list calls so. */
export async function noteContact(run: Run, who: string, name: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "note-contact", program: "loyalty", with: name });
}

/** The list as one text; null where it is not for them. `tab`: the power–interest map, with the coalition. */
export async function stakeholdersSeenBy(run: Run, who: string, tab?: "map"): Promise<string | null> {
  const actor = run.as(who);
  const list = await modal(run, who, "/drumbeat people loyalty", { isLeftOpen: true });
  if (list === null || !placedElements(actor.view()?.blocks ?? []).some(({ actionId }) => actionId === peopleIds.add)) {
    if (actor.view()) await actor.closeView({ all: true });
    return null;
  }
  if (tab) await actor.pressInView({ actionId: `${peopleIds.show}:${tab}` });
  const shown = tab ? plain(textOf(await actor.waitForView())) : list;
  await actor.closeView({ all: true });
  return shown;
}

/** With whom somebody is to speak now. */
export function contactsDue(run: Run, who: string): Promise<string | null> {
  return modal(run, who, "/drumbeat people due");
}

// ---- Choosing the sponsor

export async function beginChoice(run: Run, who: string, candidates: string[], scorers: string[]): Promise<void> {
  await run.db.updateTable("workspace").set({ choosing_consulted_on: "2026-10-01" }).execute();
  await perform(run, { ...by(run, who), do: "begin-choice", program: "loyalty", candidates, scorers });
}

/** 1 to 5 for each criterion, and what shows it. */
export type Scores = Record<Criterion, readonly [score: number, evidence: string]>;

export async function scoreCandidate(run: Run, who: string, candidate: string, given: Scores): Promise<void> {
  const under = (criterion: Criterion) => ({ score: given[criterion][0], evidence: given[criterion][1] });
  const scores = {
    vision: under("vision"),
    influence: under("influence"),
    desire: under("desire"),
    credibility: under("credibility"),
    customer: under("customer"),
  };
  await perform(run, { ...by(run, who), do: "score-candidate", program: "loyalty", candidate, scores });
}

/** The choice as one text; null where it is not for them. */
export function choiceSeenBy(run: Run, who: string): Promise<string | null> {
  return modal(run, who, "/drumbeat sponsor-choice loyalty");
}

export async function askToSponsor(run: Run, who: string, candidate: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "ask-to-sponsor", program: "loyalty", candidate });
}

export async function answerToSponsor(run: Run, who: string, answer: "yes" | "talk" | "no"): Promise<void> {
  await perform(run, { ...by(run, who), do: "answer-to-sponsor", answer });
}

/** How many scores of candidates are kept, of anybody. */
export async function scoresKept(run: Run): Promise<number> {
  return (await run.db.selectFrom("candidate_score").select("by_id").execute()).length;
}

// ---- The case

export interface Case {
  sections: Record<string, string>;
  /** Its last approved version, and who approved it. */
  approved: { version: number; by: string } | null;
  /** Sections that were written since. */
  changed: string[];
}

export async function writeCase(run: Run, who: string, section: "purpose" | "benefits", words: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "write-case", program: "loyalty", section, text: words });
}

/** Whether what they read is approved after it; who wrote it may not. */
export async function approveCase(run: Run, who: string): Promise<boolean> {
  await perform(run, { ...by(run, who), do: "approve-case", program: "loyalty" }).catch((error: unknown) => {
    if (!(error instanceof SlackFailure)) throw error;
  });
  if (run.as(who).view()) await run.as(who).closeView({ all: true });
  const read = await caseSeenBy(run, who);
  return read?.approved != null && read.changed.length === 0;
}

/** As somebody reads it; null where they may not. */
export async function caseSeenBy(run: Run, who: string): Promise<Case | null> {
  const { id } = await programRow(run, "loyalty");
  const read = await readPage(run.app.services, await personIn(run, who), { kind: caseKind, programId: id }).catch(
    () => null,
  );
  return (
    read && {
      sections: Object.fromEntries([...read.written].map(([section, { text }]) => [section, text])),
      approved: read.version && { version: read.version.number, by: read.version.by },
      changed: [...read.pending],
    }
  );
}

// ---- What the program needs of its sponsor now

export interface PhaseSeen {
  phase: Phase | null;
  /** How much is missing until it is finished. */
  missing: number;
  /** What the sponsor has promised and is still open. */
  promisedBySponsor: string[];
}

export async function phaseSeenBy(run: Run, who: string): Promise<PhaseSeen | null> {
  const { id } = await programRow(run, "loyalty");
  const shown = await showPhase(run.app.services, await personIn(run, who), id);
  return (
    shown && {
      phase: shown.phase,
      missing: missingIn(shown).length,
      promisedBySponsor: shown.committed.map(({ title }) => title),
    }
  );
}

// ---- The sponsor in person

export async function proposePresence(
  run: Run,
  who: string,
  given: { title: string; of: string; on: string; time: string; place: string; sentences: string[] },
): Promise<void> {
  const { of: owner, ...event } = given;
  await perform(run, { ...by(run, who), do: "add-presence", program: "loyalty", owner, ...event });
}

/** The links by which whoever goes puts it into their calendar, in the reminder. */
export function calendarLinks(run: Run, who: string): string[] {
  const links = run
    .as(who)
    .dm()
    .flatMap(({ blocks }) => placedElements(blocks))
    .filter(({ actionId }) => actionId.startsWith(itemIds.calendar))
    .flatMap(({ element }) => stringIn(element, "url") ?? []);
  return links.map(decodeURIComponent);
}

/** *Done*, in the reminder that comes once its date has passed. */
export async function notePresence(run: Run, who: string, about: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "finish-item", about });
}

export async function presence(run: Run, title: string): Promise<"open" | "done" | "other"> {
  const row = await run.db.selectFrom("item").select("state").where("title", "=", title).executeTakeFirstOrThrow();
  return row.state === "open" || row.state === "done" ? row.state : "other";
}

// ---- What is measured

/** Of the present quarter: the share of check-ins that were answered, of at least five people; null: not shown. */
export async function participationSeenBy(run: Run, who: string): Promise<{ share: number } | "too few" | null> {
  const { id } = await programRow(run, "loyalty");
  const change = await readChange(run.app.services, run.db, await personIn(run, who), id).catch(() => null);
  if (!change) return null;
  const cell = change.cells.participation.at(-1);
  return cell && cell !== "few" ? { share: cell.count / cell.total } : "too few";
}

/** What somebody alone reads about their own decisions: how many, and after how many working days. */
export async function ownDecisions(run: Run, who: string): Promise<{ count: number; days: number | null } | null> {
  const { id } = await programRow(run, "loyalty");
  const own = await decisionsOf(run.app.services, await personIn(run, who), id);
  return own && { count: own.count, days: own.medianDays };
}

/** Who has which role in Loyalty today. */
export async function roles(run: Run): Promise<string[]> {
  const { id } = await programRow(run, "loyalty");
  const rows = await run.db
    .selectFrom("seat")
    .innerJoin("person", "person.id", "seat.person_id")
    .select(["person.handle", "seat.role"])
    .where("seat.program_id", "=", id)
    .where("seat.until_date", "is", null)
    .orderBy("seat.id")
    .execute();
  return rows.map(({ handle, role }) => `${role} ${handle}`);
}
