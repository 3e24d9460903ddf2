/** What a program asks of those who read the digest. */
import { z } from "zod";
import { plural, type Reader } from "../../../platform/texts/language.ts";
import type { Line, LineOf } from "../../document.ts";
import { byRule, date, programLine, quoteSchema } from "../fields.ts";
import { about, defineLine, shown } from "../line.ts";
import { defineSection } from "../section.ts";
import { askItemSchema, way } from "./fields.ts";
import { askTexts, whenNeeded } from "./texts.ts";

const askSchema = programLine("ask", {
  quote: quoteSchema,
  askedOn: date,
  daysAgo: z.number(),
  neededBy: date.nullable(),
  isOverdue: z.boolean(),
  /** Its entry in the register, where the reader decides it: then it can be decided from the digest. */
  item: askItemSchema.optional(),
  /** Who decides it, where somebody else than the reader does; empty: nobody has said who. */
  decider: z.string().optional(),
  ...byRule,
  ...way,
});
type Ask = z.infer<typeof askSchema>;

/** An ask that an earlier digest told whole and that still waits for the reader. */
const standingSchema = programLine("standing-ask", {
  title: z.string(),
  daysAgo: z.number(),
  neededBy: date.nullable(),
  isOverdue: z.boolean(),
  item: askItemSchema,
  ...byRule,
  ...way,
});
type StandingAsk = z.infer<typeof standingSchema>;

export const ask = defineLine(askSchema, ({ reader, place }, line) => ({
  label: about(line.program, whenAsked(reader, line), `${place}. `),
  quotes: [shown(reader, line.quote, { form: "whole" })],
  ...(line.item && { remark: sayAsk(reader, line.item), ask: { id: line.item.id, options: line.item.options } }),
}));

export const standingAsk = defineLine(standingSchema, ({ reader, place }, line) => ({
  label: about(line.program, [line.title, ...whenAsked(reader, line)], `${place}. `),
  ask: { id: line.item.id, options: line.item.options },
}));

export const asks = defineSection("asks", ({ rhythm, lines }) => {
  const others = lines.filter((line) => line.kind === "ask" && line.decider).length;
  const unnamed = lines.filter((line) => isAsk(line) && isUnnamed(line)).length;
  const [own, all] = [lines.length - others - unnamed, lines.length];
  return rhythm === "weekly"
    ? { en: enRequests(all), fr: frAsks(all) }
    : { en: enHeading(own, unnamed, others), fr: frHeading(own, unnamed, others) };
});

function isAsk(line: Line): line is LineOf<"ask"> | LineOf<"standing-ask"> {
  return line.kind === "ask" || line.kind === "standing-ask";
}

/** Nobody has said who decides. */
function isUnnamed(line: Ask | StandingAsk): boolean {
  return (line.kind === "ask" && line.decider === "") || line.isByRule === true;
}

/** `isBrief`: since when is left out where by when is told, or where it is new. */
export function whenAsked(reader: Reader, line: Ask | StandingAsk, { isBrief = false } = {}): string[] {
  const texts = askTexts(reader);
  const { neededBy, isOverdue, daysAgo, item } = line;
  return [
    ...(neededBy === null ? [] : whenNeeded(reader, { neededBy, isOverdue, before: line.neededBefore })),
    // Of one that a correction brings in: after the day as of which the digest was made.
    ...(isBrief && (neededBy !== null || (line.kind === "ask" && daysAgo >= 0))
      ? []
      : [line.kind === "ask" && daysAgo < 0 ? texts.askedOn(reader, line.askedOn) : texts.asked(daysAgo)]),
    ...(line.backOn === undefined ? [] : [texts.backOn(reader, line.backOn)]),
    ...(line.cameUp ? [texts.cameUp(reader, line.cameUp)] : []),
    ...(isUnnamed(line)
      ? isBrief
        ? []
        : [texts.unnamed]
      : line.kind === "ask" && line.decider
        ? [texts.decider(isOverdue ? texts.somebodyElse : line.decider)]
        : []),
    ...(line.raisedAgain ? [texts.raisedAgain(reader, line.raisedAgain)] : []),
    ...(line.passedOn ? [texts.passedOn[item ? "toReader" : "to"](reader, line.passedOn)] : []),
    ...(line.vote ? [texts.vote(reader, line.vote)] : []),
    ...(item?.waitsFor === "asker" || (item?.waitsFor === "committee" && !line.vote)
      ? [texts.askWaits[item.waitsFor]]
      : []),
  ];
}

/** Recommendation and cost of waiting; of an ask that lacks both, that it is incomplete. `hasOptions`: they are told beside it. */
export function sayAsk(
  reader: Reader,
  { isIncomplete, recommended, costOfWaiting }: StandingAsk["item"],
  { hasOptions = false } = {},
): string | null {
  const texts = askTexts(reader);
  const said = [
    ...(recommended === null || hasOptions ? [] : [texts.recommended(recommended)]),
    ...(costOfWaiting === null ? [] : [texts.costOfWaiting(costOfWaiting)]),
    ...(isIncomplete ? [texts.incomplete] : []),
  ];
  return said.length > 0 ? said.join(" · ") : null;
}

function enRequests(count: number): string {
  return `${count} open ${plural("en", count, "request", "requests")}`;
}

function enDecisions(count: number): string {
  return `${count} ${plural("en", count, "decision", "decisions")}`;
}

function frAsks(count: number): string {
  return `${count} ${plural("fr", count, "demande", "demandes")}`;
}

function enHeading(own: number, unnamed: number, others: number): string {
  if (own + unnamed === 0) return `${enDecisions(others)} with others`;
  const parts = [
    ...(own > 0 ? [`${enDecisions(own)} for you`] : []),
    ...(unnamed > 0 ? [`${own > 0 ? unnamed : enDecisions(unnamed)} with no decider yet`] : []),
    ...(others > 0 ? [`${others} with others`] : []),
  ];
  return parts.join(", ");
}

function frHeading(own: number, unnamed: number, others: number): string {
  if (own + unnamed === 0)
    return `${others} ${plural("fr", others, "demande adressée", "demandes adressées")} à d’autres`;
  const parts = [
    ...(own > 0 ? [`${frAsks(own)} pour vous`] : []),
    ...(unnamed > 0 ? [`${own > 0 ? unnamed : frAsks(unnamed)} sans décideur désigné`] : []),
    ...(others > 0 ? [`${others} pour d’autres`] : []),
  ];
  return parts.join(", ");
}
