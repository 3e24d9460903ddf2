/** What the register shows of a measure and an objective beside their particulars. */
import type { KnownBlock } from "@slack/types";
import { namesOf, type Person, readerAt } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { decimal, decimalWithUnit } from "../platform/texts/decimals.ts";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { actions, button, shorten, type Words, words } from "../slack/blocks.ts";
import { enterIds } from "./enter-form.ts";
import { goalsFor } from "./goals-found.ts";
import { measureFactsInWords, objectiveFactsInWords } from "./goals-in-words.ts";
import { type MeasureFacts, measureFactsOf, objectiveFactsOf } from "./goals-reading.ts";
import type { MeasureValueTable } from "./table.ts";
import { objectiveTexts } from "./texts-goals.ts";
import { entriesOf } from "./values.ts";

const VALUES_SHOWN = 12;
const LONGEST_TITLE = 150;

type DatedReader = Reader & { today: LocalDate };

export async function goalBlocks(
  services: LookupContext,
  db: Db | Tx,
  { viewer, itemId, mayChange }: { viewer: Person; itemId: string; mayChange: boolean },
): Promise<KnownBlock[]> {
  const now = services.clock.now();
  const reader = { ...readerAt(viewer, now), today: localDateOf(now, viewer.zone) };
  const found = await goalsFor({ ...services, db }, viewer, {
    objective: ({ id }) => id === itemId,
    measure: ({ id }) => id === itemId,
  });
  const [objective] = found.objectives;
  if (objective) return objectiveBlocks(reader, objectiveFactsOf(objective, found.present.year));
  const [measure] = found.measures;
  if (!measure) return [];
  const entries = await entriesOf(db, viewer.workspace_id, [itemId]);
  const names = await namesOf(
    db,
    viewer.workspace_id,
    entries.map(({ entered_by: id }) => id),
  );
  const mayEnter = mayChange && measure.measure.state === "open";
  return measureBlocks(reader, measureFactsOf(measure), { entries, names, mayEnter });
}

function objectiveBlocks(reader: DatedReader, objective: ReturnType<typeof objectiveFactsOf>): KnownBlock[] {
  const texts = textsFor(objectiveTexts, reader);
  const { measures, hidden } = objective;
  const lines = measures.map((measure): Words[] => [
    { text: `• ${shorten(measure.title, LONGEST_TITLE)} · ${measureFactsInWords(reader, measure)}` },
  ]);
  const rest: Words[][] =
    hidden.measures > 0 ? [[{ text: `• ${texts.screen.otherMeasures(hidden.measures)}`, italic: true }]] : [];
  const stands = objectiveFactsInWords(reader, objective);
  return [words([{ text: [texts.measures, stands].filter(Boolean).join(" · "), bold: true }], ...lines, ...rest)];
}

interface Entered {
  entries: readonly MeasureValueTable[];
  names: ReadonlyMap<string, string>;
  mayEnter: boolean;
}

function measureBlocks(reader: DatedReader, measure: MeasureFacts, entered: Entered): KnownBlock[] {
  const texts = textsFor(objectiveTexts, reader);
  const enter = button(enterIds.given, texts.enterNumber, { value: measure.id });
  return [
    words([{ text: measureFactsInWords(reader, measure) }], lineWords(reader, measure)),
    words([{ text: texts.values, bold: true }], ...entryWords(reader, measure, entered)),
    ...(entered.mayEnter ? [actions("goals.values", enter)] : []),
  ];
}

/** “Line: 2.1 on 1 Jan → 2.9 on 30 Jun → 4 points on 31 Dec (first target: 5 points)”. */
function lineWords(reader: DatedReader, { corners, unit, firstTarget }: MeasureFacts): Words[] {
  if (corners.length === 0) return [];
  const texts = textsFor(objectiveTexts, reader);
  const last = corners.length - 1;
  const line = corners
    .map(({ on, value }, place) =>
      texts.corner(
        place === last ? decimalWithUnit(reader, value, unit) : decimal(reader, value),
        shortDate(reader, on),
      ),
    )
    .join(" → ");
  const first = firstTarget === null ? "" : ` (${texts.firstTarget(decimalWithUnit(reader, firstTarget, unit))})`;
  return [{ text: texts.worst(texts.line, line) }, { text: first }];
}

/** The latest day first; of one day the last that was entered, which counts, before those that it replaced. */
function entryWords(reader: DatedReader, { unit }: MeasureFacts, { entries, names }: Entered): Words[][] {
  const texts = textsFor(objectiveTexts, reader);
  if (entries.length === 0) return [[{ text: texts.noValues, italic: true }]];
  const sorted = entries.toSorted((one, other) => other.on_day.localeCompare(one.on_day) || other.entry - one.entry);
  const lines = sorted.slice(0, VALUES_SHOWN).map((entry, place): Words[] => {
    const { on_day: on, value, entered_by: by, source } = entry;
    const isReplaced = sorted[place - 1]?.on_day === on;
    const facts = [
      texts.entry(decimalWithUnit(reader, value, unit), shortDate(reader, on)),
      names.get(by) ?? "",
      texts.source[source],
      ...(isReplaced ? [texts.replaced] : []),
    ];
    return [{ text: `• ${facts.filter(Boolean).join(" · ")}`, italic: isReplaced }];
  });
  const left = entries.length - lines.length;
  return left > 0 ? [...lines, [{ text: texts.earlierValues(left), italic: true }]] : lines;
}
