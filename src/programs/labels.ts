/** Labels that a workspace gives its programs, such as Department: Retail. */
import { createHash } from "node:crypto";
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

/** One a line, each `Name: value`. */
export function readLabels(text: string): { labels: Label[] } | { wrong: string } {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const labels = lines.map((line) => {
    const colon = line.indexOf(":");
    return labelOf(colon < 0 ? "" : line.slice(0, colon), line.slice(colon + 1));
  });
  const wrong = wrongLabel(labels, lines);
  return wrong === null ? { labels } : { wrong };
}

/** With single blanks. */
export function labelOf(name: string, value: string): Label {
  const single = (text: string) => text.replace(/\s+/gu, " ").trim();
  return { name: single(name), value: single(value) };
}

/** The first that is no label, or one too many, as it was typed. `lines`: as they were typed, where they were. */
export function wrongLabel(labels: readonly Label[], lines?: readonly string[]): string | null {
  const names = new Set<string>();
  for (const [index, { name, value }] of labels.entries()) {
    const line = (lines?.[index] ?? `${name}: ${value}`).trim();
    // A colon in a name would be read as its end the next time.
    if (index >= MOST_LABELS || name === "" || value === "" || name.includes(":")) return line;
    if (name.length > LONGEST_NAME || value.length > LONGEST_VALUE || names.has(fold(name))) return line;
    names.add(fold(name));
  }
  return null;
}

/** Slack’s own limit of a value is longer than this, that of a label is not. */
export function labelKey({ name, value }: Label): string {
  const hash = createHash("sha256").update(JSON.stringify([name, value]));
  return hash.digest("hex").slice(0, 24);
}

/** By this two names are the same label. */
export function sameLabel(name: string, other: string): boolean {
  return fold(name) === fold(other);
}

function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** The names that these programs use, the most used first, each in one spelling. */
export function labelNames(programs: Iterable<{ labels: string }>): string[] {
  const counts = new Map<string, { name: string; count: number }>();
  for (const program of programs)
    for (const { name } of labelsOf(program)) {
      const entry = counts.get(fold(name)) ?? { name, count: 0 };
      counts.set(fold(name), { ...entry, count: entry.count + 1 });
    }
  return [...counts.values()].sort((entry, other) => other.count - entry.count).map(({ name }) => name);
}

const MOST_LABELS = 10;
export const LONGEST_NAME = 40;
export const LONGEST_VALUE = 80;

const en = {
  labels: "Labels",
  labelsHint: (entry: string) =>
    `One per line, such as Department: Retail.${entry && ` Used here: ${entry}.`} Program members can see them.`,
  pair: (name: string, value: string) => `${name}: ${value}`,
  wrong: (line: string) =>
    `Enter up to ${MOST_LABELS} labels as Name: value, each name once, of at most ${LONGEST_NAME} and ${LONGEST_VALUE} characters. This line isn’t one: ${line}`,
};

const fr: typeof en = {
  labels: "Étiquettes",
  labelsHint: (entry) =>
    `Une par ligne, comme Direction\u00a0: Magasins.${entry && ` Déjà utilisées ici\u00a0: ${entry}.`} Les membres du programme les voient.`,
  pair: (name, value) => `${name}\u00a0: ${value}`,
  wrong: (line) =>
    `Jusqu’à ${MOST_LABELS} étiquettes sous la forme Nom\u00a0: valeur, chaque nom une seule fois, de ${LONGEST_NAME} et ${LONGEST_VALUE} caractères au plus. Cette ligne ne convient pas\u00a0: ${line}`,
};

export const labelTexts = { en, fr };
