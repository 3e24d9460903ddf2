/** The sources of a digest as notes at the end of a file. */
import { type Citation, type DigestDocument, MOST_NAMED } from "../document.ts";
import type { Source, Sources } from "../sections/fields.ts";
import { type DigestTexts, digestTexts } from "../texts.ts";

export interface SourceNotes {
  /** Of the note that tells these, from 1 in order of use. */
  numberOf(sources: Sources): number;
  /** The notes that were asked for. */
  all(): string[];
}

/** One note for each set of sources. `safe`: of what people wrote. `hasIds`: for who looks a source up in an export. */
export function sourceNotes(
  document: DigestDocument,
  { safe, hasIds }: { safe: (text: string) => string; hasIds: boolean },
): SourceNotes {
  const texts = digestTexts(document.reader);
  const cited = new Map(document.citations.map((citation) => [nameOf(citation.source), citation]));
  const described = new Map<string, string>();
  const describeOnce = (source: Source) => {
    const name = nameOf(source);
    const description =
      described.get(name) ?? describe(document, texts, { source, citation: cited.get(name), safe, hasIds });
    described.set(name, description);
    return description;
  };
  const numbers = new Map<string, { number: number; sources: Sources }>();
  return {
    numberOf(sources) {
      const key = sources.map(nameOf).join(" ");
      const known = numbers.get(key) ?? { number: numbers.size + 1, sources };
      numbers.set(key, known);
      return known.number;
    },
    all: () =>
      [...numbers.values()].map(({ sources }) =>
        sources.length > MOST_NAMED
          ? texts.sources.many(document.reader, sources.length)
          : sources.map(describeOnce).join("; "),
      ),
  };
}

function describe(
  document: DigestDocument,
  texts: DigestTexts,
  {
    source,
    citation,
    safe,
    hasIds,
  }: { source: Source; citation: Citation | undefined; safe: (text: string) => string; hasIds: boolean },
): string {
  const id = `${texts.sources.kinds[source.kind]} ${source.id}, ${texts.sources.revision(source.revision)}`;
  if (!citation) return id;
  const told = (words: string) => (hasIds ? `${safe(words)} (${id})` : safe(words));
  if (source.kind === "program") return told(citation.program);
  const period = source.kind === "item" ? citation.period : texts.round(document.reader, citation.period);
  const parts = [
    citation.author,
    citation.program,
    citation.author === null ? texts.sources.measure(period) : period,
    citation.answeredAt === null
      ? null
      : texts.sources[source.kind === "item" ? "raised" : "answered"](document.reader, citation.answeredAt),
  ].filter((part) => part !== null);
  return told(parts.join(", "));
}

function nameOf(source: Source): string {
  return `${source.kind} ${source.id} ${source.revision}`;
}
