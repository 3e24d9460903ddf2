/** What somebody says of milestones in a check-in: its fields, and what was filled into them. Pure. */
import type { Language } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { milestoneTexts } from "./texts.ts";

/** Blocks of the form. */
export const WHY_BLOCK = "milestones:why";
export const NEW_BLOCK = "milestones:new";
export const NEW_DATE_BLOCK = "milestones:new-date";

export function choiceBlockOf(itemId: string): string {
  return `milestone:${itemId}`;
}

export function dateBlockOf(itemId: string): string {
  return `milestone:${itemId}:to`;
}

export const CHOICES = ["on-plan", "reached", "moved"] as const;

export type MilestoneWord = { itemId: string } & ({ is: "on-plan" | "reached" } | { is: "moved"; to: LocalDate });

export interface MilestoneWords {
  about: readonly MilestoneWord[];
  /** Why those move that do. */
  why: string;
  added: { title: string; dueOn: LocalDate } | null;
}

/** What stands in fields of a form, by block id. */
export type Filled = Readonly<
  Record<
    string,
    {
      value?: string | null | undefined;
      selected_option?: { value: string } | null | undefined;
      selected_date?: string | null | undefined;
    }
  >
>;

/** `errors` by block id. A date without a choice is a move; where nothing is chosen, nothing is said. */
export function milestoneWordsIn(
  fields: Filled,
  { language, today }: { language: Language; today: LocalDate },
): { words: MilestoneWords; errors: Record<string, string> } {
  const texts = milestoneTexts[language].error;
  const errors: Record<string, string> = {};
  const about = Object.keys(fields).flatMap((block): MilestoneWord[] => {
    const itemId = /^milestone:([^:]+)(?::to)?$/.exec(block)?.[1];
    if (itemId === undefined || (block === dateBlockOf(itemId) && choiceBlockOf(itemId) in fields)) return [];
    const to = fields[dateBlockOf(itemId)]?.selected_date ?? null;
    const given = fields[choiceBlockOf(itemId)]?.selected_option?.value;
    const chosen = CHOICES.find((one) => one === given) ?? (to === null ? null : "moved");
    if (chosen !== "moved") return chosen === null ? [] : [{ itemId, is: chosen }];
    if (to !== null && to >= today) return [{ itemId, is: "moved", to }];
    errors[dateBlockOf(itemId)] = to === null ? texts.date : texts.past;
    return [];
  });
  const why = fields[WHY_BLOCK]?.value?.trim() ?? "";
  if (why === "" && about.some(({ is }) => is === "moved")) errors[WHY_BLOCK] = texts.why;
  const title = fields[NEW_BLOCK]?.value?.trim() ?? "";
  const dueOn = fields[NEW_DATE_BLOCK]?.selected_date ?? null;
  if (title === "" && dueOn !== null) errors[NEW_BLOCK] = texts.title;
  if (title !== "" && dueOn === null) errors[NEW_DATE_BLOCK] = texts.date;
  if (dueOn !== null && dueOn < today) errors[NEW_DATE_BLOCK] = texts.past;
  return { words: { about, why, added: title === "" || dueOn === null ? null : { title, dueOn } }, errors };
}

export function isSilent({ about, added }: MilestoneWords): boolean {
  return about.length === 0 && added === null;
}
