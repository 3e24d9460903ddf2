/** What a workspace says of its programs in words of its own, as Department: Retail, and what they cost. Pure. */
import { z } from "zod";
import { jsonColumn } from "../../platform/json-column.ts";
import type { LocalDate } from "../../platform/time.ts";

export interface Label {
  name: string;
  value: string;
}

/** In units of the currency, an ISO 4217 code; `spent` null: not known. `asOf`: the day of which the numbers are. */
export interface Budget {
  planned: number;
  spent: number | null;
  currency: string;
  asOf: LocalDate;
}

export interface Profile {
  labels: readonly Label[];
  budget: Budget | null;
}

export const NO_PROFILE: Profile = { labels: [], budget: null };

export const MOST_LABELS = 10;
export const LONGEST_NAME = 40;
export const LONGEST_VALUE = 80;
/** In any currency, with its cents, it is still an exact number. */
export const MOST_MONEY = 1e13;

const readLabelsColumn = jsonColumn(z.array(z.object({ name: z.string(), value: z.string() })));
const readBudgetColumn = jsonColumn(
  z.object({ planned: z.number(), spent: z.number().nullable(), currency: z.string(), asOf: z.string() }),
);

/** Of a row; null where the program has none. */
export function profileOfRow({ labels, budget }: { labels: string | null; budget: string | null }): Profile {
  return {
    labels: labels === null ? [] : readLabelsColumn(labels),
    budget: budget === null ? null : readBudgetColumn(budget),
  };
}

/** `line`: the label as it was typed. */
export type LabelProblem =
  | { why: "no-pair" | "long-name" | "long-value" | "twice"; line: string }
  | { why: "too-many"; line: string };

/** One a line, each `Name: value`. */
export function readLabels(text: string): { labels: Label[] } | { problem: LabelProblem } {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const labels = lines.map((line) => {
    const colon = line.indexOf(":");
    return labelOf(colon < 0 ? "" : line.slice(0, colon), line.slice(colon + 1));
  });
  const problem = labelProblem(labels, lines);
  return problem ? { problem } : { labels };
}

/** With single blanks. */
export function labelOf(name: string, value: string): Label {
  const single = (text: string) => text.replace(/\s+/gu, " ").trim();
  return { name: single(name), value: single(value) };
}

/** The first thing that is wrong with them. `lines`: as they were typed, where they were. */
export function labelProblem(labels: readonly Label[], lines?: readonly string[]): LabelProblem | null {
  const names = new Set<string>();
  for (const [index, { name, value }] of labels.entries()) {
    const line = (lines?.[index] ?? `${name}: ${value}`).trim();
    if (index >= MOST_LABELS) return { why: "too-many", line };
    // A colon in a name would be read as its end the next time.
    if (name === "" || value === "" || name.includes(":")) return { why: "no-pair", line };
    if (name.length > LONGEST_NAME) return { why: "long-name", line };
    if (value.length > LONGEST_VALUE) return { why: "long-value", line };
    const folded = fold(name);
    if (names.has(folded)) return { why: "twice", line };
    names.add(folded);
  }
  return null;
}

/** By this two names are the same label. */
export function sameLabel(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** The names that these programs use, the most used first, each in one spelling. */
export function labelNames(profiles: Iterable<Profile>): string[] {
  const counts = new Map<string, { name: string; count: number }>();
  for (const { labels } of profiles)
    for (const { name } of labels) {
      const known = counts.get(fold(name)) ?? { name, count: 0 };
      counts.set(fold(name), { ...known, count: known.count + 1 });
    }
  return [...counts.values()].sort((one, other) => other.count - one.count).map(({ name }) => name);
}

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** What a change makes of a profile, and which of it is other than before. Left out: as it was. */
export function changedProfile(
  before: Profile,
  change: Partial<Profile>,
): { profile: Profile; changed: Partial<Profile> } {
  const { labels = before.labels, budget = before.budget } = change;
  const changed = {
    ...(!isSame(labels, before.labels) && { labels }),
    ...(!isSame(budget, before.budget) && { budget }),
  };
  return { profile: { labels, budget }, changed };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
