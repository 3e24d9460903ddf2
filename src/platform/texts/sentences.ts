import { lazily } from "../lazily.ts";
import { remembered } from "../remembered.ts";

/** People's texts as sentences. Each is a piece of the text as it was typed. */

const BULLET = /^\s*(?:[-*•–—▪◦]|\d{1,2}[.)]|\[[ xX]?\]|[☐☑✓✔])\s+/;

/** The lines of a text, each by its sentences; bullets, numbers and the blanks around are left out, nothing else. */
export const sentencesOf = remembered((text): readonly string[] =>
  text
    .split(/\r\n|\r|\n/)
    .flatMap((line) => whole(line, [...segmenter().segment(line)]))
    .map((sentence) => sentence.replace(BULLET, "").trim())
    .filter((sentence) => sentence !== ""),
);

/** It takes some thirty milliseconds, which a start need not wait for. */
const segmenter = lazily(() => new Intl.Segmenter("en", { granularity: "sentence" }));

/** No sentence ends there: the number before an item, the commonest abbreviations of our two languages. */
const ENDS_OPEN =
  /^\s*\d{1,2}\.\s*$|(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|No|St|vs|approx|incl|e\.g|i\.e|p\.\s?ex|env|cf|Mme|janv|f[ée]vr|avr|juil|sept|oct|nov|d[ée]c|Jan|Feb|Mar|Apr|Aug|Sep|Sept|Oct|Nov|Dec)\.\s*$/;
/** Punctuation in them ends nothing: `iter!` is a name. */
const CODE = /`[^`]+`/g;
const GOES_ON = /^\p{Ll}/u;

function whole(line: string, segments: readonly { segment: string; index: number }[]): string[] {
  const code = [...line.matchAll(CODE)].map(({ index, 0: span }) => ({ from: index, to: index + span.length }));
  const sentences: string[] = [];
  let open = "";
  for (const { segment, index } of segments) {
    open += segment;
    const end = index + segment.length;
    const isInCode = code.some(({ from, to }) => from < end && end < to);
    if (ENDS_OPEN.test(open) || isInCode || GOES_ON.test(line.slice(end))) continue;
    sentences.push(open);
    open = "";
  }
  return [...sentences, open];
}
