/** What is kept about somebody: in short in their first message, as a whole in a view. */

import type { ModalView, SectionBlock } from "@slack/types";
import { button, escapeMrkdwn, plain, section, words } from "../../platform/slack/blocks.ts";
import { languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { noticeTexts } from "./texts.ts";
import type { Said, Section } from "./texts-notice.ts";

export const noticeIds = { open: "privacy.notice" } as const;

type Language = Pick<Reader, "locale">;

/** The first sentence is its heading. */
export function shortNoticeSection(reader: Language, [first, ...rest]: readonly Said[]): SectionBlock {
  const said = (statement: Said | undefined) =>
    escapeMrkdwn(statement?.[languageOf(reader.locale)] ?? "").replace(/\/drumbeat (my data|mes données)/, "`$&`");
  return section(`*${said(first)}* ${rest.map(said).join(" ")}`, noticeButton(reader));
}

function noticeButton(reader: Language) {
  return button(noticeIds.open, textsFor(noticeTexts, reader).open);
}

export function noticeButtonAmongMyData(reader: Language) {
  return button(noticeIds.open, textsFor(noticeTexts, reader).openAmongMyData);
}

export function noticeView(reader: Language, sections: readonly Section[]): ModalView {
  const texts = textsFor(noticeTexts, reader);
  const language = languageOf(reader.locale);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: sections.map(({ heading, says }) => {
      const sentences = says.map((said) => [{ text: `• ${said[language]}` }]);
      return words([{ text: heading[language], bold: true }], ...sentences);
    }),
  };
}
