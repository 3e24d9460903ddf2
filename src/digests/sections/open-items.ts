/** What is alive in the record: what weighs by name, the rest as a number. */
import { z } from "zod";
import { number, plural, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
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
