import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { LEFT_OUT } from "../../people/rules-restricted.ts";
import { actions, button, shorten, words } from "../../platform/slack/blocks.ts";
import { longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { MEANINGS } from "../../register/drafts/rules-recognised.ts";
import { GOES_UP } from "../sensitive/rules.ts";
import type { Proposal, Proposals } from "./of-answer.ts";
import { namesInShort, rewordButton } from "./offers.ts";
import { proposalTexts } from "./texts.ts";

/** Of a button that says what a sentence of one's own answer is; `decision` null: that is open again. */
export const proposalValue = z.strictObject({
  promptId: z.string(),
  hash: z.string(),
  is: z.enum([...MEANINGS, GOES_UP]),
  decision: z.enum(["yes", "lead", "no"]).nullable(),
});

const PRESSED = "check_in.proposal";
/** Those of one message have each its own. */
export const proposalPressed = /^check_in\.proposal:/;

const LONGEST_SENTENCE = 300;

/** A line and its buttons for each sentence; once a digest has the answer only what its author said of it. */
export function proposalBlocks(reader: Reader, promptId: string, proposals: Proposals | null): KnownBlock[] {
  if (!proposals) return [];
  const texts = textsFor(proposalTexts, reader);
  return proposals.list.flatMap((proposal, place) => {
    const { hash, is, decision } = proposal;
    if (proposals.isTold && decision === null) return [];
    const press = (label: string, to: Proposal["decision"]) =>
      button(`${PRESSED}:${place}:${to ?? "open"}`, label, {
        value: JSON.stringify({ promptId, hash, is, decision: to } satisfies z.infer<typeof proposalValue>),
      });
    const choices =
      decision !== null
        ? [press(texts.change, null)]
        : is === GOES_UP
          ? [rewordButton(reader, promptId), press(texts.leave, "yes")]
          : [
              press(texts.yes, "yes"),
              ...(proposals.hasLeadAlone ? [press(texts.onlyLead, "lead")] : []),
              press(texts.no, "no"),
            ];
    const line = words([{ text: sentenceOf(reader, proposal, proposals) }]);
    return proposals.isTold ? [line] : [line, actions(`proposal:${promptId}:${place}`, ...choices)];
  });
}

function sentenceOf(reader: Reader, { is, date, decision, ...proposal }: Proposal, proposals: Proposals): string {
  const texts = textsFor(proposalTexts, reader);
  const isShown = decision !== "lead" || is === GOES_UP;
  const sentence = isShown ? shorten(proposal.sentence.replace(/\.$/, ""), LONGEST_SENTENCE) : LEFT_OUT;
  if (is === GOES_UP) {
    if (decision !== null) return `${texts.decided(sentence)}${decision === "lead" ? texts.kept : texts.left}`;
    const about = texts.seems[proposal.about ?? "health"];
    return `${texts.wrote(sentence)}${about} ${texts.count(proposals.readers)}`.trim();
  }
  const meaning = texts.meanings[is];
  const on = date === undefined ? null : longDate(reader, date);
  const leads = namesInShort(reader, proposals.leads);
  if (decision === null) return `${texts.wrote(sentence)}${meaning.asked(on)} ${whoReads(reader, proposals)}`.trim();
  const said = texts.decided(sentence);
  if (decision === "no") return `${said}${texts.dropped}`;
  if (decision === "lead") return `${said}${meaning.said(on)}, ${texts.leadAlone(leads)}`;
  const above = proposals.isTold ? null : proposals.reader;
  return `${said}${meaning.said(on)}.${above ? ` ${texts.readsNow(above.name, dayOf(reader, above.at))}` : ""}`;
}

/** Nobody is named where nobody is known. */
function whoReads(reader: Reader, { reader: above, leads }: Proposals): string {
  const texts = textsFor(proposalTexts, reader);
  if (above) return texts.reads(above.name, dayOf(reader, above.at));
  return leads.length > 0 ? texts.leads(namesInShort(reader, leads)) : "";
}

function dayOf(reader: Reader, at: string | null): string | null {
  return at === null ? null : longDate(reader, localDateOf(at, reader.zone));
}
