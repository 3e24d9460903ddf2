/** The messages about an ask: to whoever decides, to whoever asked, to the committee. */
import type { Button, KnownBlock, SectionBlock } from "@slack/types";
import {
  actions,
  button,
  context,
  isPresent,
  lineOf,
  plain,
  plainSection,
  quote,
  section,
  shorten,
  type Words,
  words,
} from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { list, longDate, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { recommendationTaken } from "../rules-reasons.ts";
import type { Ask } from "./ask.ts";
import { askButtons, askIds, decideButton, undoButton } from "./buttons.ts";
import { countVotes, lastVotingDay, type Vote } from "./rules.ts";
import { askMark, outcomeLine, stateLine } from "./state.ts";
import { askTexts } from "./texts.ts";

/** Longer texts of people are shown whole where the ask is opened. */
const LONGEST_SHOWN = 600;
/** Among other messages. */
const LONGEST_REASON = 200;

/** To whoever decides; to somebody who decided it once, where it is now. */
export function askMessage(
  reader: Reader,
  ask: Ask,
  { isDecider, isBeside = false }: { isDecider: boolean; isBeside?: boolean },
): Message {
  const texts = textsFor(askTexts, reader);
  const state = stateLine(reader, ask, isDecider);
  return {
    text: lineOf(state ?? texts.head.fallback(ask.title, ask.program.title)),
    blocks: [
      ...askHead(reader, ask),
      ...(ask.waitsFor === null ? [] : askBody(reader, ask, isDecider, { isBrief: true })),
      state === null ? null : section(lineOf(state)),
      isDecider && ask.mayBeUndone ? context(texts.now.undoable) : null,
      ask.waitsFor === "decider" ? besideBlock(reader, ask, { isDecider, isBeside }) : null,
      ...(isDecider || isBeside ? askButtons(reader, ask, { isOwn: isDecider }) : []),
    ].filter(isPresent),
  };
}

/** That several may decide it, to each of them. */
function besideBlock(
  reader: Reader,
  { alsoDecide = [], decider }: Ask,
  { isDecider, isBeside }: { isDecider: boolean; isBeside: boolean },
): KnownBlock | null {
  const { beside } = textsFor(askTexts, reader);
  if (isBeside && decider) return context(lineOf(beside.still(decider.name)));
  const names = alsoDecide.map(({ name }) => name);
  return isDecider && names.length > 0 ? context(lineOf(beside.others(list(reader, names)))) : null;
}

/** To somebody who has nothing to do with it any more: nothing that has become of it since. */
export function noLongerTheirsMessage(
  reader: Reader,
  { code, program }: { code: string; program: string },
  because: "role-ended" | "over",
): Message {
  const texts = textsFor(askTexts, reader).now;
  const line = lineOf((because === "over" ? texts.noLongerTheirs : texts.roleEnded)(code, program));
  return { text: line, blocks: [section(line)] };
}

/** Among other messages, to its decider: where it has come to them from, and why. */
export function askLine(reader: Reader, ask: Ask): SectionBlock {
  const lines = [[ask.title, ...facts(reader, ask)].join(" · "), ...askReasons(reader, ask)];
  return plainSection(lines.join("\n"), decideButton(reader, ask));
}

/** How it has come to its decider, a line each. */
export function askReasons(reader: Reader, { risen, passedOn }: Ask): string[] {
  const { body } = textsFor(askTexts, reader);
  return [
    ...(risen ? [body.risen[risen.because](risen.from.name)] : []),
    ...(passedOn ? [`${body.passedOn(passedOn.by.name)}${shorten(passedOn.why, LONGEST_REASON)}`] : []),
  ];
}

/** As `askLine`, since something has changed: to whoever had it, where it is now. */
export function askLineSince(
  reader: Reader,
  ask: Ask,
  { isDecider, isBeside = false }: { isDecider: boolean; isBeside?: boolean },
): SectionBlock {
  const state = stateLine(reader, ask, isDecider);
  if (state === null) return askLine(reader, ask);
  if (isDecider && ask.mayBeUndone) return lineSince(ask, state, undoButton(reader, ask.id));
  const { beside } = textsFor(askTexts, reader);
  const said = isBeside && ask.decider ? `${state} ${beside.still(ask.decider.name)}` : state;
  const isToDecide = isBeside || (isDecider && (ask.waitsFor === "decider" || ask.waitsFor === "asker"));
  return lineSince(ask, said, isToDecide ? decideButton(reader, ask) : undefined);
}

/** Among other messages: what has become of which ask. */
function lineSince({ title, code, program }: Ask, state: string, accessory?: Button): SectionBlock {
  return plainSection(`${[title, code, program.title].join(" · ")}\n${state}`, accessory);
}

/** Title, then what, of which program, from whom, since when and by when. */
export function askHead(reader: Reader, ask: Ask): KnownBlock[] {
  return [words([{ text: ask.title, bold: true }]), context(lineOf(facts(reader, ask).join(" · ")))];
}

function facts(reader: Reader, ask: Ask): string[] {
  const texts = textsFor(askTexts, reader).head;
  const { neededBy, originalNeededBy, moves } = ask;
  const date = (day: string) => shortDate(reader, day);
  const due =
    neededBy === null
      ? []
      : ask.isOverdue
        ? [texts.overdue(date(neededBy))]
        : moves > 0 && originalNeededBy !== null
          ? [texts.moved(date(originalNeededBy), date(neededBy), moves)]
          : [texts.by(date(neededBy))];
  return [
    ask.code,
    ask.program.title,
    texts.from(ask.asker.name),
    texts.asked(ask.askedDaysAgo),
    ...due,
    ...(ask.isIncomplete ? [texts.incomplete] : []),
    ...askMark(reader, ask),
  ];
}

/**
 * Everything to decide by: options, recommendation, cost of waiting, how it has come here. `isDecider`: its reader, who is
 * spoken to as whose decision it is. `isBrief`: what was written before the options stands where the ask is opened.
 */
export function askBody(reader: Reader, ask: Ask, isDecider: boolean, { isBrief = false } = {}): KnownBlock[] {
  const texts = textsFor(askTexts, reader).body;
  const said = (text: string) => shorten(text, LONGEST_SHOWN);
  const labelled = (label: string, text: string | null): Words[][] =>
    text === null ? [] : [[{ text: label }, { text: said(text) }]];
  const recommended = ask.recommended === null ? null : (ask.options[ask.recommended]?.label ?? null);
  const lines = [
    ...labelled(texts.recommended, recommended === null ? null : [recommended, ask.why].filter(Boolean).join(" – ")),
    ...labelled(texts.cost, ask.costOfWaiting),
    ...(isBrief ? [] : labelled(texts.evidence, ask.evidence)),
    ...(ask.answered
      ? [
          ...labelled(
            isDecider && ask.answered.by === ask.decider?.id ? texts.question : texts.questionOfDecider,
            ask.answered.question,
          ),
          ...labelled(texts.answer, ask.answered.answer),
        ]
      : []),
    ...risenLines(reader, ask, isDecider),
    ...(ask.isNotAsker ? [[{ text: texts.notAsker(ask.asker.name) }]] : []),
    ...(ask.passedOn
      ? labelled((isDecider ? texts.passedOn : texts.passedOnBy)(ask.passedOn.by.name), ask.passedOn.why)
      : []),
  ];
  const options: Words[][] = ask.options.map(({ label, effect }, index) => [
    { text: `${index + 1}. ${label}${effect ? ` – ${said(effect)}` : ""}` },
  ]);
  const isQuoted = !["", ask.title].includes(ask.description) && !(isBrief && options.length > 1);
  const blocks: (KnownBlock | null)[] = [
    ask.lastVote ? section(lastVoteLine(reader, ask, ask.lastVote, isDecider)) : null,
    isQuoted ? quote({ text: shorten(ask.description, 1500) }) : null,
    options.length + lines.length > 0 ? words(...options, ...lines) : null,
  ];
  return blocks.filter(isPresent);
}

function lastVoteLine(reader: Reader, ask: Ask, vote: NonNullable<Ask["lastVote"]>, isDecider: boolean): string {
  const texts = textsFor(askTexts, reader).body;
  const closed = vote.result === "no-quorum" ? texts.noQuorum(vote.cast, vote.quorum) : texts.noMajority(vote.cast);
  return isDecider && !ask.circulation ? `${closed} ${texts.represent}` : closed;
}

function risenLines(reader: Reader, { risen, decider }: Ask, isDecider: boolean): Words[][] {
  const texts = textsFor(askTexts, reader).body;
  if (!risen) return [];
  if (isDecider) return [[{ text: texts.risen[risen.because](risen.from.name) }]];
  return decider ? [[{ text: texts.risenTo[risen.because](risen.from.name, decider.name) }]] : [];
}

/** To its author, once: what is missing. When that is settled, what became of it. */
export function completionMessage(reader: Reader, ask: Ask): Message {
  const texts = textsFor(askTexts, reader).completion;
  const state = completedLine(reader, ask);
  if (state !== null) return { text: lineOf(state), blocks: [...askHead(reader, ask), section(lineOf(state))] };
  const { buttons, confirm } = textsFor(askTexts, reader);
  return {
    text: lineOf(texts.fallback(ask.title)),
    blocks: [
      ...askHead(reader, ask),
      section(lineOf(texts.intro(ask.decider?.name ?? null, ask.isByRule))),
      ask.isNotAsker ? section(lineOf(texts.notYours)) : null,
      context(lineOf(missing(reader, ask))),
      actions(
        `ask:${ask.id}`,
        button(askIds.complete, buttons.complete, { value: ask.id, primary: true }),
        button(askIds.withdraw, buttons.withdraw, {
          value: ask.id,
          confirm: {
            title: plain(confirm.withdrawTitle),
            text: plain(confirm.withdrawText),
            confirm: plain(confirm.withdraw),
            deny: plain(confirm.deny),
          },
        }),
      ),
    ].filter(isPresent),
  };
}

/** Null while something is missing. */
function completedLine(reader: Reader, ask: Ask): string | null {
  if (ask.isIncomplete && !ask.program.isClosed) return null;
  const { complete } = textsFor(askTexts, reader).completion;
  if (ask.waitsFor === "decider" && ask.decider) return complete(ask.decider.name);
  return stateLine(reader, ask, false) ?? "";
}

export function completionLine(reader: Reader, ask: Ask): SectionBlock {
  const { completion, buttons } = textsFor(askTexts, reader);
  const state = completedLine(reader, ask);
  if (state !== null) return lineSince(ask, state);
  return plainSection(completion.fallback(ask.title), button(askIds.complete, buttons.complete, { value: ask.id }));
}

function missing(reader: Reader, { lacks }: Ask): string {
  const texts = textsFor(askTexts, reader).completion;
  return texts.lacks(
    list(
      reader,
      lacks.map((lack) => texts.lack[lack]),
    ),
  );
}

/** To its author: what the decider wants to know, as long as `question` is theirs to answer. */
export function askBackMessage(reader: Reader, ask: Ask, question: string): Message {
  const { back, buttons } = textsFor(askTexts, reader);
  const asked = openQuestion(ask, question);
  if (!asked) {
    const line = questionOver(reader, ask, question);
    return { text: lineOf(line), blocks: [...askHead(reader, ask), section(lineOf(line))] };
  }
  return {
    text: lineOf(back.fallback(asked.by.name, ask.title)),
    blocks: [
      section(lineOf(back.message(asked.by.name, ask.title))),
      quote({ text: asked.question }),
      actions(`ask:${ask.id}`, button(askIds.answer, buttons.answer, { value: ask.id, primary: true })),
    ],
  };
}

export function askBackLine(reader: Reader, ask: Ask, question: string): SectionBlock {
  const { back, buttons } = textsFor(askTexts, reader);
  const asked = openQuestion(ask, question);
  if (!asked) return lineSince(ask, questionOver(reader, ask, question));
  return plainSection(
    back.fallback(asked.by.name, ask.title),
    button(askIds.answer, buttons.answer, { value: ask.id }),
  );
}

function openQuestion({ askedBack, program }: Ask, question: string): Ask["askedBack"] {
  return askedBack?.question === question && !program.isClosed ? askedBack : null;
}

function questionOver(reader: Reader, ask: Ask, question: string): string {
  const { back } = textsFor(askTexts, reader);
  const closed = ask.program.isClosed ? stateLine(reader, ask, false) : null;
  if (closed !== null) return closed;
  if (ask.waitsFor !== "decider" || !ask.decider) return back.over;
  return (ask.answered?.question === question ? back.answered : back.unanswered)(ask.decider.name);
}

/** `own`: what this member said; undefined: nothing yet. The count is shown to those who have voted. */
export interface VoteShown {
  own: Vote | undefined;
  votes: readonly Vote[];
  isOpen: boolean;
  /** They answer for the committee. */
  isDecider: boolean;
}

export function voteMessage(reader: Reader, ask: Ask, vote: VoteShown): Message {
  const texts = textsFor(askTexts, reader);
  const { circulation } = ask;
  const closes = circulation && longDate(reader, lastVotingDay(circulation, reader.zone));
  const isOpen = isVoteOpen(ask, vote);
  const said = ownVote(reader, ask, vote);
  const outcome = voteOver(reader, ask);
  return {
    text: lineOf(isOpen ? texts.vote.fallback(ask.title) : outcome),
    blocks: [
      ...askHead(reader, ask),
      ...(isOpen ? askBody(reader, ask, vote.isDecider) : [section(lineOf(outcome))]),
      isOpen && circulation
        ? section(texts.vote.intro(closes ?? "", circulation.quorum, circulation.voters.length))
        : null,
      said === null ? null : section(lineOf(said)),
      vote.own || !isOpen ? countLine(reader, ask, vote.votes) : null,
      isOpen
        ? actions(`ask:${ask.id}`, button(askIds.vote, texts.buttons.vote, { value: ask.id, primary: !vote.own }))
        : null,
    ].filter(isPresent),
  };
}

function isVoteOpen({ circulation, program }: Ask, { isOpen }: Pick<VoteShown, "isOpen">): boolean {
  return isOpen && Boolean(circulation) && !program.isClosed;
}

function voteOver(reader: Reader, ask: Ask): string {
  if (ask.outcome && ask.state === "decided") return outcomeLine(reader, ask);
  const closed = ask.program.isClosed ? stateLine(reader, ask, false) : null;
  return closed ?? textsFor(askTexts, reader).vote.closed;
}

export function voteLine(reader: Reader, ask: Ask, shown: Pick<VoteShown, "isOpen">): SectionBlock {
  const { vote, buttons } = textsFor(askTexts, reader);
  if (!isVoteOpen(ask, shown)) return lineSince(ask, voteOver(reader, ask));
  return plainSection(vote.fallback(ask.title), button(askIds.vote, buttons.vote, { value: ask.id }));
}

function ownVote(reader: Reader, ask: Ask, { own }: VoteShown): string | null {
  if (!own) return null;
  const texts = textsFor(askTexts, reader).vote;
  return own.option === null ? texts.abstained : texts.yours(ask.options[own.option]?.label ?? "");
}

function countLine(reader: Reader, ask: Ask, votes: readonly Vote[]): KnownBlock | null {
  if (votes.length === 0) return null;
  const texts = textsFor(askTexts, reader).vote;
  const counts = [...countVotes(votes)]
    .sort(([one], [other]) => one - other)
    .map(([index, count]) => texts.count(ask.options[index]?.label ?? "", count));
  const abstained = votes.filter(({ option }) => option === null).length;
  const all = abstained > 0 ? [...counts, texts.abstentions(abstained)] : counts;
  return context(lineOf(texts.counts(all.join(" · "))));
}

/** To those who asked, and those who lead: what was decided, and why as far as the decider said it. `to`: a person's id. */
export function outcomeMessage(reader: Reader, ask: Ask, to: string | null): Message {
  const { outcome: texts, vote } = textsFor(askTexts, reader);
  const { outcome } = ask;
  const because = outcome?.vote ? vote.rationale(outcome.vote.for, outcome.vote.cast) : outcome?.rationale;
  const recommendation = recommendationTaken(ask);
  const recommended = ask.asker.id === to ? texts.recommended : texts.recommendedBy(ask.asker.name);
  const blocks: (KnownBlock | null)[] = [
    words([{ text: outcomeTitle(reader, ask, to), bold: true }]),
    section(lineOf(`✓ ${outcomeLine(reader, ask)}`)),
    because
      ? words([{ text: texts.because, bold: true }, { text: because }])
      : recommendation === null
        ? null
        : words([{ text: recommended, bold: true }, { text: recommendation }]),
    context(lineOf(`${ask.code} · ${ask.program.title}`)),
  ];
  return { text: lineOf(texts.fallback(outcome?.text ?? "")), blocks: blocks.filter(isPresent) };
}

export function outcomeMessageLine(reader: Reader, ask: Ask, to: string | null): SectionBlock {
  return plainSection(`${outcomeTitle(reader, ask, to)} – ${outcomeLine(reader, ask)}`);
}

function outcomeTitle(reader: Reader, { asker, title }: Ask, to: string | null): string {
  const texts = textsFor(askTexts, reader).outcome;
  return asker.id === to ? texts.title(title) : texts.titleOfOthers(asker.name, title);
}
