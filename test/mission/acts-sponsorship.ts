/** What people do around the sponsorship of a program, under the rule of acts.ts. */
import { placedElements, SlackFailure, stringIn } from "slack-sandbox";
import type { ActOf } from "../../src/demo/scenario.ts";
import { itemIds } from "../../src/register/ids.ts";
import { readCase } from "../../src/sponsorship/case/use-cases.ts";
import { toldOf } from "../../src/sponsorship/change/rules.ts";
import { readChange } from "../../src/sponsorship/change/use-cases.ts";
import { showOwn } from "../../src/sponsorship/own/use-cases.ts";
import { showPhase } from "../../src/sponsorship/phases/use-cases.ts";
import { peopleIds } from "../../src/sponsorship/stakeholders/blocks.ts";
import { personIn, type Run, textOf } from "../support/run.ts";
import { by, modal, perform, plain, programRow } from "./acts.ts";

// ---- The people whose yes a program needs

export type Stakeholder = Omit<ActOf<"name-stakeholder">, "program" | "said"> & {
  said?: ActOf<"name-stakeholder">["said"];
};

export async function nameStakeholder(run: Run, who: string, line: Stakeholder): Promise<void> {
  await perform(run, { ...by(run, who), do: "name-stakeholder", program: "loyalty", said: "not-asked", ...line });
}

/** They have spoken to whom the list calls so. */
export async function noteContact(run: Run, who: string, name: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "note-contact", program: "loyalty", with: name });
}

/** The list as one text; null where it is not for them. `tab`: the power–interest map, or who stands with whom. */
export async function stakeholdersSeenBy(run: Run, who: string, tab?: "map" | "coalition"): Promise<string | null> {
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

export async function beginChoice(run: Run, who: string, candidates: string[], asked: string[]): Promise<void> {
  await perform(run, { ...by(run, who), do: "begin-choice", program: "loyalty", candidates, asked });
}

export type Facts = Partial<Record<"vision" | "influence" | "desire" | "credibility" | "customer", string>>;

/** What somebody knows of a candidate, each with its day. */
export async function enterFacts(run: Run, who: string, candidate: string, facts: Facts, on: string): Promise<void> {
  const dated = Object.fromEntries(Object.entries(facts).map(([criterion, text]) => [criterion, { text, on }]));
  await perform(run, { ...by(run, who), do: "enter-facts", program: "loyalty", candidate, facts: dated });
}

export async function confirmFacts(run: Run, who: string, candidate: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "confirm-facts", program: "loyalty", candidate });
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

/** How many facts about candidates are kept, of anybody. */
export async function factsKept(run: Run): Promise<number> {
  return (await run.db.selectFrom("candidate_fact").select("id").where("text", "<>", "").execute()).length;
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
  const read = await readCase(run.app.services, await personIn(run, who), id).catch(() => null);
  return (
    read && {
      sections: Object.fromEntries(
        read.sections.flatMap(({ section, written }) => (written ? [[section, written.text]] : [])),
      ),
      approved: read.version && { version: read.version.number, by: read.version.by },
      changed: read.pending,
    }
  );
}

// ---- What the program needs of its sponsor now

export type Phase = "alignment" | "resources" | "obstacles" | "sustained";

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
      missing: shown.missing.length,
      promisedBySponsor: shown.promised.sponsors.map(({ title }) => title),
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

/** Of the present quarter: the share of check-in rounds that were answered, of at least five people; null: not shown. */
export async function participationSeenBy(run: Run, who: string): Promise<{ share: number } | "too few" | null> {
  const { id } = await programRow(run, "loyalty");
  const change = await readChange(run.app.services, run.db, await personIn(run, who), id).catch(() => null);
  if (!change) return null;
  if (!change.trend) return "too few";
  const quarter = change.trend.rounds.at(-1);
  const cell = quarter && toldOf(quarter);
  return cell?.is === "rate" ? { share: cell.share } : "too few";
}

/** What somebody alone reads about their own decisions: how many, and after how many working days. */
export async function ownDecisions(run: Run, who: string): Promise<{ count: number; days: number | null } | null> {
  const { id } = await programRow(run, "loyalty");
  const own = await showOwn(run.app.services, await personIn(run, who), id);
  return own && { count: own.decisions.count, days: own.decisions.median };
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
