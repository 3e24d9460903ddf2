/** What is said on top of a modal that stays. */
import type { KnownBlock, ModalView } from "@slack/types";
import { plainSection } from "./blocks.ts";
import type { OpenForm } from "./interaction-payloads.ts";
import { modal } from "./modal.ts";

const NOTICE = "notice";

/** Adds a line on top; inputs keep their text since their ids stay. */
export function withNotice(view: OpenForm, sentence: string): ModalView {
  const others = view.blocks.filter((block): block is KnownBlock & typeof block => block.block_id !== NOTICE);
  const notice = { ...plainSection(`⚠ ${sentence}`), block_id: NOTICE };
  return modal({
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: view.title.text,
    submit: view.submit?.text,
    close: view.close?.text,
    blocks: [notice, ...others],
  });
}
