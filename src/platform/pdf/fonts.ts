/** Chooses fonts for letters. All come as packages and are embedded; none from the machine. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { create, type Font } from "fontkit";
import { z } from "zod";

/** Made at the first call, to keep the start short. */
function lazily<Made>(make: () => Made): () => Made {
  let made: { it: Made } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

export interface Face {
  /** Font file, also its name in the document. */
  file: string;
  font: Font;
}

const INTER = {
  regular: import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  bold: import.meta.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
};

/** Fonts for letters that Inter lacks, in order. Chinese, Japanese and Korean would be larger than all of Drumbeat. */
const FURTHER = [
  import.meta.resolve("@fontsource/noto-sans-hebrew/unicode.json"),
  import.meta.resolve("@fontsource/vazirmatn/unicode.json"),
  import.meta.resolve("@fontsource/noto-emoji/unicode.json"),
  import.meta.resolve("@fontsource/noto-sans-math/unicode.json"),
  import.meta.resolve("@fontsource/noto-sans-symbols/unicode.json"),
  import.meta.resolve("@fontsource/noto-sans-symbols-2/unicode.json"),
];

const subsetsSchema = z.record(z.string(), z.string());

interface Subset {
  file: string;
  ranges: [number, number][];
}

const subsets = lazily(() => FURTHER.flatMap(subsetsOf));
const opened = new Map<string, Face>();

const found = { regular: new Map<string, Face | null>(), bold: new Map<string, Face | null>() };

/** A face with glyphs for all these letters, or null. */
export function faceFor(letters: string, isBold: boolean): Face | null {
  const cached = isBold ? found.bold : found.regular;
  const before = cached.get(letters);
  if (before !== undefined) return before;
  const face = look(letters, isBold);
  if (cached.size > MOST_CACHED) cached.clear();
  cached.set(letters, face);
  return face;
}

const MOST_CACHED = 20_000;

function look(letters: string, isBold: boolean): Face | null {
  const codes = [...letters].map((letter) => letter.codePointAt(0) ?? 0);
  const inter = open(fileURLToPath(isBold ? INTER.bold : INTER.regular));
  if (hasAll(inter, codes)) return inter;
  for (const { file, ranges } of subsets()) {
    if (!codes.every((code) => ranges.some(([from, to]) => code >= from && code <= to))) continue;
    const face = open(file);
    if (hasAll(face, codes)) return face;
  }
  return null;
}

/** Reads the package's CSS table. */
function subsetsOf(tableUrl: string): Subset[] {
  const table = subsetsSchema.parse(JSON.parse(readFileSync(new URL(tableUrl), "utf8")));
  const name = basename(fileURLToPath(new URL(".", tableUrl)));
  return Object.entries(table).map(([subset, ranges]) => ({
    // WOFF: fontkit's subsets of WOFF2 have no outlines.
    file: fileURLToPath(new URL(`files/${name}-${subset.replace(/[[\]]/g, "")}-400-normal.woff`, tableUrl)),
    ranges: ranges.split(",").map((range): [number, number] => {
      const [from = 0, to = from] = range
        .replace(/^U\+/i, "")
        .split("-")
        .map((code) => Number.parseInt(code, 16));
      return [from, to];
    }),
  }));
}

function open(file: string): Face {
  const cached = opened.get(file);
  if (cached) return cached;
  const font = create(readFileSync(file));
  if (!("layout" in font)) throw new Error(`${file} holds several fonts`);
  const face = { file, font };
  opened.set(file, face);
  return face;
}

function hasAll({ font }: Face, codes: readonly number[]): boolean {
  return codes.every((code) => font.hasGlyphForCodePoint(code));
}
