/** What of a program asks somebody at once, as its record and its colours are now. */
import { peopleByIds } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import { longDate } from "../platform/texts/language.ts";
import { addLocalDays } from "../platform/time.ts";
import { codeOf } from "../register/rules.ts";
import { blockersIn, type ProgramNow, workingDaysSince } from "./program-facts.ts";
import { askOverdue, blockedTooLong, type Cause, contradicted, slipped, turnedRed } from "./rules-triggers.ts";
import { isOn } from "./settings.ts";

const ENGLISH = { locale: "en-GB" };
const FRENCH = { locale: "fr-FR" };

/** Those that were acted on before are among them. */
export async function causesFor(db: Db | Tx, facts: ProgramNow): Promise<Cause[]> {
  return [...ofColour(facts), ...(await ofBlockers(db, facts)), ...ofMilestones(facts), ...(await ofAsks(db, facts))];
}

function ofColour({ standing, settings, items }: ProgramNow): Cause[] {
  if (!standing) return [];
  const { given, cadenceId, colour, before } = standing;
  const about = { personId: given.personId, cadenceId };
  if (colour === "red" && before !== null && before !== "red")
    return isOn(settings, "red") ? [turnedRed({ ...about, key: `red:${given.roundId}` })] : [];
  if (colour !== "green" || !isOn(settings, "contradiction")) return [];
  const [worst] = blockersIn(items).filter(({ item }) => item.details.severity === "high");
  return worst
    ? [
        contradicted(
          { ...about, key: `contradiction:${given.roundId}` },
          { code: codeOf(worst.item), title: worst.item.title },
        ),
      ]
    : [];
}

async function ofBlockers(db: Db | Tx, { program, settings, items, today }: ProgramNow): Promise<Cause[]> {
  if (!isOn(settings, "blocker")) return [];
  const causes: Cause[] = [];
  for (const { item, since } of blockersIn(items)) {
    const personId = item.owner_id ?? item.raised_by;
    const days = (await workingDaysSince(db, program.workspace_id, personId, [since], today)).get(since) ?? 0;
    const named = { code: codeOf(item), title: item.title };
    const about = { key: `blocker:${item.id}`, personId, cadenceId: null };
    if (days > settings.triggers.blockerDays) causes.push(blockedTooLong(about, named, days));
  }
  return causes;
}

function ofMilestones({ milestones, settings, today }: ProgramNow): Cause[] {
  if (!isOn(settings, "milestone")) return [];
  return milestones.flatMap(({ id, current, personId, cadenceId, key, label }) => {
    if (current === null || addLocalDays(current, settings.triggers.lateDays) >= today) return [];
    const on = { en: longDate(ENGLISH, current), fr: longDate(FRENCH, current) };
    return [slipped({ key: `milestone:${id}:${current}`, personId, cadenceId }, { key, label, on })];
  });
}

async function ofAsks(db: Db | Tx, { program, items, settings, today }: ProgramNow): Promise<Cause[]> {
  if (!isOn(settings, "ask")) return [];
  const late = items.filter(
    ({ type, due_on }) => type === "ask" && due_on !== null && addLocalDays(due_on, settings.triggers.lateDays) < today,
  );
  const deciders = await peopleByIds(
    db,
    program.workspace_id,
    late.flatMap(({ owner_id }) => owner_id ?? []),
  );
  return late.map((item) =>
    askOverdue(
      { key: `ask:${item.id}:${item.due_on}`, personId: item.raised_by, cadenceId: null },
      { code: codeOf(item), title: item.title },
      deciders.find(({ id }) => id === item.owner_id)?.name ?? null,
    ),
  );
}
