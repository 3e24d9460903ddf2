/** The phases of a program on its screen: exit criteria, what is asked of those above, and what they committed to. */
import type { KnownBlock } from "@slack/types";
import { type Person, readerAt } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { codeOf } from "../register/codes-and-transitions.ts";
import type { Item } from "../register/items.ts";
import { dateLine, titleLine } from "../register/items-in-words.ts";
import { actions, button, context, shorten, type Words, words } from "../slack/blocks.ts";
import { changeIds } from "./change-adoption-screen.ts";
import { type Criterion, PHASES, type Phase, type PhaseShown, showPhase } from "./phases.ts";

const SHOWN = 5;
const LONGEST_LINE = 250;

const en = {
  title: (phase: string) => `Phase · ${phase}`,
  unknown: "not recorded yet",
  phase: { alignment: "Alignment", resources: "Resources", obstacles: "Removing obstacles" } satisfies Record<
    Phase,
    string
  >,
  nothingRecorded: "Nothing in the register or the program says it yet.",
  needs: {
    alignment: "What the program needs of its sponsor now: agreement on what it is for.",
    resources: "What the program needs of its sponsor now: people, money or time.",
    obstacles: "What the program needs of its sponsor now: a clear path, and promises kept.",
  } satisfies Record<Phase, string>,
  criterion: {
    purpose: "the purpose is written",
    benefits: "the benefits are written",
    sponsor: "a sponsor has the role",
    decision: "a first decision is in the register",
    granted: "a request gave people, money, time or access, or a milestone was reached",
    answered: "no request for a decision, people, money or time is open",
    cleared: "each obstacle in a request is removed, as whoever asked says",
    promises: "in the last thirteen weeks a promise was kept, and none was late",
  } satisfies Record<Criterion["is"], string>,
  asked: "Asked of sponsors and committee",
  committed: "What they committed to",
  nothingAsked: "no open request to them",
  nothingCommitted: "nothing recorded",
  more: (count: number) => `and ${count} more`,
  others: (count: number) => `${count} more`,
  basis: "From the register and the program alone; what is for the team or its leads is not counted.",
  change: "How the change takes hold…",
};

const fr: typeof en = {
  title: (phase) => `Phase · ${phase}`,
  unknown: "pas encore connue",
  phase: { alignment: "Alignement", resources: "Ressources", obstacles: "Levée des obstacles" },
  nothingRecorded: "Rien au registre ni dans le programme ne l’indique encore.",
  needs: {
    alignment: "Ce que le programme attend maintenant de son sponsor\u00a0: un accord sur sa finalité.",
    resources: "Ce que le programme attend maintenant de son sponsor\u00a0: des personnes, un budget ou du temps.",
    obstacles: "Ce que le programme attend maintenant de son sponsor\u00a0: la voie libre, et des engagements tenus.",
  },
  criterion: {
    purpose: "la finalité est rédigée",
    benefits: "les bénéfices sont rédigés",
    sponsor: "un sponsor a le rôle",
    decision: "une première décision figure au registre",
    granted: "une demande a donné des personnes, un budget, du temps ou un accès, ou un jalon est atteint",
    answered: "aucune demande de décision, de personnes, de budget ou de temps n’est ouverte",
    cleared: "chaque obstacle signalé dans une demande est levé, d’après qui l’a signalé",
    promises: "ces treize dernières semaines, un engagement a été tenu et aucun n’a été en retard",
  },
  asked: "Demandé aux sponsors et au comité",
  committed: "Leurs engagements",
  nothingAsked: "aucune demande ouverte",
  nothingCommitted: "rien d’enregistré",
  more: (count) => `et ${count} de plus`,
  others: (count) => `${count} de plus`,
  basis:
    "D’après le registre et le programme seuls\u00a0; ce que lisent la seule équipe ou ses responsables n’y compte pas.",
  change: "L’ancrage du changement…",
};

const phaseTexts = { en, fr };

/** None for whoever neither leads the program nor sits above it, and of one that is closed. */
export async function phaseOnScreen(services: Services, person: Person, programId: string): Promise<KnownBlock[]> {
  const shown = await showPhase(services, person, programId);
  const now = services.clock.now();
  return shown ? phaseBlocks({ ...readerAt(person, now), today: localDateOf(now, person.zone) }, shown) : [];
}

function phaseBlocks(reader: Reader & { today: LocalDate }, shown: PhaseShown): KnownBlock[] {
  const texts = textsFor(phaseTexts, reader);
  const { phase, criteria, asked, committed, late, programId } = shown;
  const gates = PHASES.flatMap((each) => [
    [{ text: texts.phase[each], italic: true }],
    ...criteria[each].map((criterion): Words[] => [{ text: criterionLine(reader, criterion) }]),
  ]);
  return [
    words(
      [{ text: texts.title(phase === null ? texts.unknown : texts.phase[phase]), bold: true }],
      [{ text: phase === null ? texts.nothingRecorded : texts.needs[phase] }],
      ...gates,
      [{ text: texts.asked, bold: true }],
      [{ text: `• ${askedInWords(reader, asked)}` }],
      [{ text: texts.committed, bold: true }],
      ...itemLines(reader, { items: committed, late }, texts.nothingCommitted),
    ),
    context(texts.basis),
    actions("program.change", button(changeIds.open, texts.change, { value: programId })),
  ];
}

/** By their codes: the program's screen has each of them with its button. */
function askedInWords(reader: Reader, asked: readonly Item[]): string {
  const texts = textsFor(phaseTexts, reader);
  if (asked.length === 0) return texts.nothingAsked;
  const left = asked.length - SHOWN;
  return list(reader, [...asked.slice(0, SHOWN).map(codeOf), ...(left > 0 ? [texts.others(left)] : [])]);
}

function criterionLine(reader: Reader, { is, isMet, against }: Criterion): string {
  const line = `${isMet ? "✓" : "○"} ${textsFor(phaseTexts, reader).criterion[is]}`;
  return against.length === 0 ? line : `${line} (${list(reader, against.slice(0, SHOWN).map(codeOf))})`;
}

function itemLines(
  reader: Reader & { today: LocalDate },
  { items, late }: { items: readonly Item[]; late: ReadonlySet<string> },
  nothing: string,
): Words[][] {
  const texts = textsFor(phaseTexts, reader);
  const lines = items.slice(0, SHOWN).map((item) => {
    const date = dateLine(reader, item, { isLate: late.has(item.id) });
    const facts = [shorten(titleLine(item), LONGEST_LINE), ...(date === null ? [] : [date])];
    return `${item.state === "done" ? "✓" : "•"} ${facts.join(" · ")}`;
  });
  const more = items.length > SHOWN ? [texts.more(items.length - SHOWN)] : [];
  return (lines.length > 0 ? [...lines, ...more] : [`• ${nothing}`]).map((text) => [{ text }]);
}
