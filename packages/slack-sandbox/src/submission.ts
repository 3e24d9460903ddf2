/** What becomes of a modal when it is submitted. */
import { SlackError } from "./failures.ts";
import { isEmpty, placedElements } from "./inputs.ts";
import { isObject, isTrue, type Json, type JsonObject, objectIn, stringIn } from "./json.ts";
import type { Simulation } from "./simulation.ts";
import { readView, type View } from "./views.ts";

export type Submission =
  | { closed: true }
  | { errors: Record<string, string> }
  | { updated: View }
  | { pushed: View }
  /** The app did not answer, or not with sense: what the person reads in the modal, which stays. */
  | { failed: string };

/** Slack's client does not send a form with an empty required field. */
export function missingInputs(view: View): Record<string, string> {
  const inputs = placedElements(view.blocks).filter(
    ({ block }) => block.type === "input" && !isTrue(block, "optional"),
  );
  const missing = inputs.filter(({ blockId, actionId }) => isEmpty(view.state.values[blockId]?.[actionId]));
  return Object.fromEntries(missing.map(({ blockId }) => [blockId, "Please complete this required field."]));
}

/** Does what the app answered to the submission. Throws SlackError when the answer makes no sense. */
export function applyAnswer(
  { views, files }: Pick<Simulation, "views" | "files">,
  userId: string,
  view: View,
  body: Json,
): Submission {
  const answer = isObject(body) ? body : {};
  switch (answer.response_action) {
    case undefined:
      if (Object.keys(answer).length > 0) throw new SlackError("unknown_response_action");
      views.close(userId, view.id);
      return { closed: true };
    case "clear":
      views.clear(userId);
      return { closed: true };
    case "errors":
      return { errors: fieldErrors(view, answer) };
    case "update": {
      const open = views.find(view.id);
      if (!open) throw new SlackError("not_found");
      return { updated: views.update(open, readView(files, answer.view ?? null)) };
    }
    case "push":
      return { pushed: views.push(userId, view.id, readView(files, answer.view ?? null)) };
    default:
      throw new SlackError("unknown_response_action");
  }
}

function fieldErrors(view: View, answer: JsonObject): Record<string, string> {
  const errors = objectIn(answer, "errors") ?? {};
  const inputs = view.blocks.filter((block) => block.type === "input").map((block) => stringIn(block, "block_id"));
  const entries = Object.keys(errors).map((blockId) => [blockId, stringIn(errors, blockId)] as const);
  if (entries.length === 0 || entries.some(([blockId, text]) => !text || !inputs.includes(blockId)))
    throw new SlackError("invalid_errors", { errors });
  return Object.fromEntries(entries.map(([blockId, text]) => [blockId, text ?? ""]));
}
