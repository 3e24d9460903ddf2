/** What is alive in the record: what weighs by name, the rest as a number. */
import { z } from "zod";
import { number, plural, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { LEVELS } from "../../register/escalation/rules.ts";
import { escalationTexts } from "../../register/escalation/texts.ts";
import { date, inRegister, programLine } from "./fields.ts";
import { about, defineLine } from "./line.ts";

const openItemSchema = programLine("open-item", {
  ...inRegister,
  is: z.enum(["blocker", "high-risk", "overdue-action", "risk"]),
  since: date,
  dueOn: date.nullable(),
});
type OpenItem = z.infer<typeof openItemSchema>;

/** `isMore`: beside others that the digest tells. `workingDays`: since the oldest of them has been open. */
const openItemsSchema = programLine("open-items", { items: z.number(), isMore: z.boolean(), workingDays: z.number() });
type OpenItems = z.infer<typeof openItemsSchema>;

/**
 * Blockers that nobody answers and the reader may not read. `level`: with whom, where that is one for all; `stillUntil`: of
 * a single one, when it comes back there.
 */
const stuckSchema = programLine("stuck", {
  items: z.number(),
  workingDays: z.number(),
  level: z.enum(LEVELS).nullable(),
  stillUntil: date.nullable(),
});
type Stuck = z.infer<typeof stuckSchema>;

export const stuck = defineLine(stuckSchema, ({ reader }, line) => {
  const texts = textsFor({ en, fr }, reader);
  const { withLevel } = textsFor(escalationTexts, reader).overdue;
  const facts = [
    texts.stuck(reader, line),
    ...(line.level === null ? [] : [withLevel[line.level]]),
    ...(line.stillUntil === null ? [] : [texts.still(shortDate(reader, line.stillUntil))]),
  ];
  return { label: about(line.program, [facts.join(", ")]) };
});

export const openItem = defineLine(openItemSchema, ({ reader }, line) => {
  const texts = textsFor({ en, fr }, reader);
  const facts = [
    `${texts.is[line.is]} ${line.code} ${line.title}`,
    texts.since(shortDate(reader, line.since)),
    ...(line.is === "overdue-action" && line.dueOn !== null ? [texts.wasDue(shortDate(reader, line.dueOn))] : []),
  ];
  return { label: about(line.program, facts) };
});

export const openItems = defineLine(openItemsSchema, ({ reader }, line) => ({
  label: about(line.program, [textsFor({ en, fr }, reader).open(reader, line)]),
}));

const en = {
  is: {
    blocker: "blocker",
    "high-risk": "high risk",
    "overdue-action": "overdue action",
    risk: "risk",
  } satisfies Record<OpenItem["is"], string>,
  since: (day: string) => `open since ${day}`,
  wasDue: (day: string) => `was due ${day}`,
  stuck: (reader: Reader, { items, workingDays }: Stuck) => {
    const count = items === 1 ? "one blocker" : `${number(reader, items)} blockers`;
    const age = `${number(reader, workingDays)} working ${plural("en", workingDays, "day", "days")} old`;
    return workingDays === 0 ? count : `${count}, ${items === 1 ? age : `the oldest ${age}`}`;
  },
  still: (day: string) => `next look on ${day}`,
  open: (reader: Reader, { items, isMore, workingDays }: OpenItems) => {
    const count = `${number(reader, items)} ${isMore ? "more " : ""}open ${plural("en", items, "item", "items")}`;
    const days = `${number(reader, workingDays)} working ${plural("en", workingDays, "day", "days")}`;
    return workingDays === 0 ? count : items === 1 ? `${count}, ${days}` : `${count}, oldest ${days}`;
  },
};

const fr: typeof en = {
  is: { blocker: "blocage", "high-risk": "risque élevé", "overdue-action": "action en retard", risk: "risque" },
  since: (day) => `en cours depuis le ${day}`,
  wasDue: (day) => `échéance le ${day}`,
  stuck: (reader, { items, workingDays }) => {
    const count = items === 1 ? "un blocage" : `${number(reader, items)} blocages`;
    const age = `depuis ${number(reader, workingDays)} ${plural("fr", workingDays, "jour ouvré", "jours ouvrés")}`;
    return workingDays === 0 ? count : `${count}, ${items === 1 ? "en cours" : "le plus ancien"} ${age}`;
  },
  still: (day) => `prochain point le ${day}`,
  open: (reader, { items, isMore, workingDays }) => {
    const other = isMore ? plural("fr", items, "autre ", "autres ") : "";
    const count = `${number(reader, items)} ${other}${plural("fr", items, "élément", "éléments")} en cours`;
    const days = `${number(reader, workingDays)} ${plural("fr", workingDays, "jour ouvré", "jours ouvrés")}`;
    return workingDays === 0
      ? count
      : items === 1
        ? `${count}, depuis ${days}`
        : `${count}, le plus ancien depuis ${days}`;
  },
};
