/** What Home shows of asks and of what goes up. */
import { button, context, escapeMrkdwn, plainSection, shorten, words } from "../../platform/slack/blocks.ts";
import { type Folded, folded, type Group } from "../../platform/slack/home.ts";
import { longDate, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { escalationTexts } from "../escalation/texts.ts";
import type { EscalationComing } from "../escalation/use-cases-coming.ts";
import { itemIds } from "../ids.ts";
import { asListed } from "../rules-told.ts";
import { homeTexts } from "../texts-home.ts";
import { titleLine } from "../words.ts";
import type { Ask } from "./ask.ts";
import { askIds } from "./buttons.ts";
import { askMark } from "./state.ts";

const SHOWN = 5;
const LONGEST_TITLE = 300;
const LONGEST_NAME = 80;

/** What somebody is to decide or to vote on, each with the button that opens it. */
export function decisionGroups(
  reader: Reader,
  { toDecide, toVote }: { toDecide: readonly Ask[]; toVote: readonly Ask[] },
): (Group | Folded)[] {
  const texts = textsFor(homeTexts, reader);
  const groups = [
    ...toDecide.map((ask) =>
      askGroup(reader, ask, button(askIds.decide, texts.decide, { value: ask.id, primary: ask.isOverdue })),
    ),
    ...toVote.map((ask) => askGroup(reader, ask, button(askIds.vote, texts.vote, { value: ask.id }), [texts.toVote])),
  ];
  return folded(groups, { key: "asks", shown: SHOWN, more: texts.moreAsks });
}

function askGroup(reader: Reader, ask: Ask, open: ReturnType<typeof button>, lead: string[] = []): Group {
  const texts = textsFor(homeTexts, reader);
  const { neededBy, originalNeededBy: first, passedOn } = ask;
  const date = neededBy === null ? null : shortDate(reader, neededBy);
  const facts = [
    ask.code,
    ...lead,
    texts.waiting(ask.askedDaysAgo),
    date === null ? texts.noDate : ask.isOverdue ? texts.overdue(date) : texts.neededBy(date),
    ...(date === null || first === null || first === neededBy ? [] : [texts.firstDate(shortDate(reader, first))]),
    texts.from(shorten(ask.asker.name, LONGEST_NAME)),
    ...(passedOn ? [texts.passedOn(shorten(passedOn.by.name, LONGEST_NAME))] : []),
    ...(ask.isIncomplete ? [texts.incomplete] : []),
    ...(ask.isByRule ? [texts.unnamed] : []),
    ...askMark(reader, ask),
  ];
  return [
    words([
      { text: shorten(ask.title, LONGEST_TITLE), bold: true },
      { text: ` · ${shorten(ask.program.title, LONGEST_TITLE)}` },
    ]),
    plainSection(facts.join(" · "), open),
  ];
}

/** What goes up next, to whom and when; `programOf`: the title of its program. */
export function comingGroups(
  reader: Reader,
  coming: readonly EscalationComing[],
  { viewerId, programOf }: { viewerId: string; programOf(id: string): string },
): (Group | Folded)[] {
  const texts = textsFor(homeTexts, reader).coming;
  const { button: labels } = textsFor(escalationTexts, reader);
  const groups = coming.map((one): Group => {
    const { item } = one;
    const facts = [shorten(programOf(item.program_id), LONGEST_TITLE), comingWords(reader, one, viewerId)];
    return [
      plainSection(titleLine(asListed(item, viewerId)), button(itemIds.open, labels.open, { value: item.id })),
      context(escapeMrkdwn(facts.join(" · "))),
    ];
  });
  return folded(groups, { key: "coming", shown: SHOWN, more: texts.more });
}

/** With whom it is, and to whom it goes when. */
export function comingWords(
  reader: Reader,
  { item, holder, next, on, isSeen, isHeldBack }: EscalationComing,
  viewerId: string,
): string {
  const texts = textsFor(homeTexts, reader).coming;
  const levels = textsFor(escalationTexts, reader).level;
  const answered = item.type === "ask" ? texts.undecided : texts.line;
  const say = isHeldBack ? texts.heldBack : isSeen ? answered : texts.unseen;
  return [
    holder.id === viewerId ? texts.withYou : texts.with(shorten(holder.name, LONGEST_NAME)),
    say(shorten(next.name, LONGEST_NAME), levels[next.level], longDate(reader, on)),
  ].join(" · ");
}
