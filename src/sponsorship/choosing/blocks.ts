/** The choice of a sponsor on screen: who is thought of, in their order; what is known of one; what a sponsor hands over. */
import type { KnownBlock, ModalView } from "@slack/types";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  isPresent,
  plain,
  plainSection,
  section,
  shorten,
  shortenEscaped,
  type Words,
  words,
} from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { languageOf, list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { titleLine } from "../../register/words.ts";
import { factSaid } from "./blocks-own.ts";
import { choosingIds } from "./ids.ts";
import { titleToShow } from "./naming.ts";
import { factsUnder, HANDED_OVER, isRunning } from "./rules.ts";
import { CRITERIA } from "./table.ts";
import { choosingTexts } from "./texts.ts";
import type { CandidateRead, ChoiceRead, FactRead, HandOverRead, Page } from "./use-cases-reading.ts";

const LONGEST_NAME = 80;
const LONGEST_ON_BUTTON = 40;
const LONGEST_FACT = 150;
const MOST_FACTS = 10;
const MOST_SPONSORS = 4;

export function choiceView(reader: Reader, choice: ChoiceRead): ModalView {
  const texts = textsFor(choosingTexts, reader);
  const { program, candidates, contributors, sponsors, isLed } = choice;
  const { id } = program;
  const stop = {
    title: plain(texts.stop.title),
    text: plain(texts.stop.text),
    confirm: plain(texts.stop.confirm),
    deny: plain(texts.cancel),
  };
  const handOvers = sponsors.slice(0, MOST_SPONSORS).map((sponsor) =>
    button(
      `${choosingIds.handOver}:${sponsor.id}`,
      texts.handOver.open(shortenEscaped(sponsor.name, LONGEST_ON_BUTTON)),
      {
        value: JSON.stringify({ programId: id, personId: sponsor.id }),
      },
    ),
  );
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    private_metadata: JSON.stringify({ programId: id }),
    blocks: [
      section(texts.head(titleToShow(program.title))),
      context(texts.order),
      ...requestBlocks(reader, choice),
      ...candidates.flatMap((candidate) => candidateBlocks(reader, candidate)),
      ...(isLed
        ? [
            actions(
              "choosing.acts",
              button(choosingIds.setup, texts.setup.change, { value: id }),
              ...handOvers,
              button(choosingIds.withdraw, texts.stop.button, { value: id, confirm: stop }),
            ),
          ]
        : []),
      contributors.length > 0 && plainSection(texts.contributors(list(reader, contributors))),
      context(texts.readers),
    ].filter(isPresent),
  };
}

function requestBlocks(reader: Reader, { program, request, isLed }: ChoiceRead): KnownBlock[] {
  if (!request) return [];
  const texts = textsFor(choosingTexts, reader).asked;
  const day = longDate(reader, localDateOf(request.askedAt, reader.zone));
  const name = escapeMrkdwn(shorten(request.name, LONGEST_NAME));
  const recall = button(choosingIds.recall, texts.recall, { value: program.id });
  if (!isRunning(request)) return [section(texts.no(name))];
  const said = request.answer === "talk" ? texts.talk(name) : texts.open(name, day);
  return [section(said, isLed ? recall : undefined)];
}

function candidateBlocks(reader: Reader, candidate: CandidateRead): KnownBlock[] {
  const texts = textsFor(choosingTexts, reader);
  const { id, isSeen } = candidate;
  const act = isSeen
    ? button(`${choosingIds.candidate}:${id}`, texts.candidate.open, { value: id })
    : button(`${choosingIds.facts}:${id}`, texts.candidate.enter, { value: id, primary: true });
  const heading = section(`*${escapeMrkdwn(nameOf(reader, candidate))}*`, act);
  return isSeen ? [heading, words(...inShort(reader, candidate))] : [heading, context(texts.candidate.unseen)];
}

function nameOf(reader: Reader, { called, personId, isGone }: CandidateRead): string {
  const texts = textsFor(choosingTexts, reader).candidate;
  const name = shorten(called, LONGEST_NAME);
  if (isGone) return `${name} · ${texts.gone}`;
  return personId === null ? `${name} · ${texts.outside}` : name;
}

/** A sentence for each criterion, and what lacks. */
function inShort(reader: Reader, candidate: CandidateRead): Words[][] {
  const texts = textsFor(choosingTexts, reader);
  const told = CRITERIA.flatMap((criterion) => {
    const [first] = readUnder(candidate, criterion);
    if (!first) return [];
    return [[{ text: texts.criteria[criterion], bold: true }, { text: `${texts.colon}${shortFact(reader, first)}` }]];
  });
  return [...told, ...lackLines(reader, candidate).map((text) => [{ text }])];
}

/** Those that no other candidate has either are one line. */
function lackLines(reader: Reader, { lacks }: CandidateRead): string[] {
  const texts = textsFor(choosingTexts, reader);
  const alone = lacks.flatMap(({ criterion, allies }) => (allies.length > 0 ? [] : [texts.criteria[criterion]]));
  return [
    ...lacks.flatMap(({ criterion, allies }) => {
      const names = allies.map((name) => shorten(name, LONGEST_NAME));
      return names.length > 0 ? [texts.lacks(texts.criteria[criterion], list(reader, names))] : [];
    }),
    ...(alone.length > 0 ? [texts.lacks(list(reader, alone), null)] : []),
  ];
}

function shortFact(reader: Reader, fact: FactRead): string {
  return factSaid(reader, { ...fact, text: shorten(fact.text ?? "", LONGEST_FACT) });
}

function readUnder(candidate: CandidateRead, criterion: (typeof CRITERIA)[number]): FactRead[] {
  return factsUnder(candidate.facts, criterion).flatMap(
    ({ id }) => candidate.facts.find((fact) => fact.id === id) ?? [],
  );
}

/** All that is known of one, to be confirmed; and the request. */
export function candidateView(
  reader: Reader,
  { choice, ...candidate }: CandidateRead & { choice: ChoiceRead },
): ModalView {
  const texts = textsFor(choosingTexts, reader);
  const { id, personId, isGone } = candidate;
  const isAsking = choice.request !== null && isRunning(choice.request);
  const mayAsk = choice.isLed && personId !== null && !isGone && !isAsking;
  return {
    type: "modal",
    title: plain(texts.candidate.title),
    close: plain(texts.close),
    private_metadata: JSON.stringify({ programId: choice.program.id, candidateId: id }),
    blocks: [
      section(`*${escapeMrkdwn(nameOf(reader, candidate))}*`),
      ...CRITERIA.flatMap((criterion): KnownBlock[] => {
        const facts = readUnder(candidate, criterion).slice(0, MOST_FACTS);
        const label = section(`*${texts.criteria[criterion]}*`);
        if (facts.length === 0) return [label, context(texts.none)];
        return [label, ...facts.map((fact) => factBlock(reader, fact))];
      }),
      ...lackLines(reader, candidate).map((line) => plainSection(line)),
      ...(personId === null && choice.isLed ? [section(texts.candidate.askOutside)] : []),
      actions(
        "choosing.candidate",
        ...(mayAsk
          ? [
              button(choosingIds.ask, texts.ask.button(shortenEscaped(candidate.called, LONGEST_ON_BUTTON)), {
                value: id,
                primary: true,
              }),
            ]
          : []),
        button(`${choosingIds.facts}:${id}`, texts.candidate.change, { value: id }),
      ),
      context(texts.readers),
    ],
  };
}

function factBlock(reader: Reader, fact: FactRead): KnownBlock {
  const texts = textsFor(choosingTexts, reader);
  const confirm = button(`${choosingIds.confirm}:${fact.id}`, texts.confirm, { value: fact.id });
  return plainSection(factSaid(reader, fact), fact.isToConfirm ? confirm : undefined);
}

export function handOverView(reader: Reader, handOver: HandOverRead): ModalView {
  const texts = textsFor(choosingTexts, reader);
  const parts = HANDED_OVER.flatMap((part): KnownBlock[] => {
    const { items, more } = handOver[part];
    if (items.length === 0) return [];
    const lines = items.map((item) => `• ${titleLine(item)}`);
    return [
      header(texts.handOver.parts[part]),
      plainSection([...lines, ...(more > 0 ? [texts.handOver.more(more)] : [])].join("\n")),
    ];
  });
  return {
    type: "modal",
    title: plain(texts.handOver.title),
    close: plain(texts.close),
    blocks: [
      section(texts.handOver.head(escapeMrkdwn(handOver.name), titleToShow(handOver.program.title))),
      ...(parts.length > 0 ? parts : [section(texts.handOver.nothing)]),
      context(texts.handOver.foot),
    ],
  };
}

/** Why it is off here, and who can change that. */
export function offView(reader: Reader, { program, error }: Extract<Page, { is: "off" }>): ModalView {
  const texts = textsFor(choosingTexts, reader);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [section(`*${titleToShow(program.title)}*`), plainSection(error.sentence(languageOf(reader.locale)))],
  };
}

/** Nobody of *My people* can be a candidate yet. */
export function nobodyView(reader: Reader, program: { id: string; title: string }): ModalView {
  const texts = textsFor(choosingTexts, reader);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      section(`*${titleToShow(program.title)}*\n${texts.setup.nobody}`),
      actions("choosing.people", commandButton(texts.setup.people, `people ${program.id}`, { primary: true })),
    ],
  };
}
