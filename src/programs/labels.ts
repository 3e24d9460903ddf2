/** What a workspace says of its programs in words of its own, as Department: Retail. */

import { z } from "zod";
import { storableText } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";

export interface Label {
  name: string;
  value: string;
}

const readLabelsColumn = jsonColumn(z.array(z.object({ name: z.string(), value: z.string() })));
export function labelsOf({ labels }: { labels: string }): Label[] {
  return readLabelsColumn(labels);
}

export function labelsColumn(labels: readonly Label[]): string {
  return JSON.stringify(labels.map(({ name, value }) => ({ name: storableText(name), value: storableText(value) })));
}

/** As `readLabels` reads them again, line by line. */
export function labelsInWords(reader: Pick<Reader, "locale">, labels: readonly Label[]): string[] {
  const { pair } = textsFor(labelTexts, reader);
  return labels.map(({ name, value }) => pair(name, value));
}

/** `line`: the label as it was typed. */
export interface LabelProblem {
  why: Why;
  line: string;
}

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
    if (name.length > LONGEST_NAME || value.length > LONGEST_VALUE) return { why: "too-long", line };
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
export function labelNames(programs: Iterable<{ labels: string }>): string[] {
  const counts = new Map<string, { name: string; count: number }>();
  for (const program of programs)
    for (const { name } of labelsOf(program)) {
      const known = counts.get(fold(name)) ?? { name, count: 0 };
      counts.set(fold(name), { ...known, count: known.count + 1 });
    }
  return [...counts.values()].sort((one, other) => other.count - one.count).map(({ name }) => name);
}

export const MOST_LABELS = 10;
export const LONGEST_NAME = 40;
export const LONGEST_VALUE = 80;
type Why = "no-pair" | "too-long" | "twice" | "too-many";

const en = {
  labels: "Labels",
  labelsHint: (known: string) =>
    `One per line, such as Department: Retail.${known && ` Used here: ${known}.`} Program members can see them.`,
  pair: (name: string, value: string) => `${name}: ${value}`,
  wrongLabel: {
    "no-pair": (line: string) => `Enter each label as Name: value. This line isn’t: ${line}`,
    "too-long": (line: string) =>
      `A label has at most ${LONGEST_NAME} characters before its colon and ${LONGEST_VALUE} after it: ${line}`,
    twice: (line: string) => `This label appears twice: ${line}`,
    "too-many": (line: string) => `A program can have at most ${MOST_LABELS} labels. This is one too many: ${line}`,
  } satisfies Record<Why, (line: string) => string>,
};

const fr: typeof en = {
  labels: "Étiquettes",
  labelsHint: (known) =>
    `Une par ligne, comme Direction\u00a0: Magasins.${known && ` Déjà utilisées ici\u00a0: ${known}.`} Les membres du programme les voient.`,
  pair: (name, value) => `${name}\u00a0: ${value}`,
  wrongLabel: {
    "no-pair": (line) =>
      `Écrivez chaque étiquette sous la forme Nom\u00a0: valeur. Cette ligne ne l’est pas\u00a0: ${line}`,
    "too-long": (line) =>
      `Une étiquette compte ${LONGEST_NAME} caractères au plus avant les deux-points, ${LONGEST_VALUE} après\u00a0: ${line}`,
    twice: (line) => `Cette étiquette figure deux fois\u00a0: ${line}`,
    "too-many": (line) => `Un programme a ${MOST_LABELS} étiquettes au plus. Celle-ci est de trop\u00a0: ${line}`,
  },
};

export const labelTexts = { en, fr };
