/**
 * Validation of what is not posted. Source: docs.slack.dev/reference/methods/blocks.validate. Slack says of its limits only
 * that it has some.
 */
import { problemsInBlocks, problemsInHome, problemsInView } from "./block-kit.ts";
import { SlackError } from "./failures.ts";
import { isObject, type Json } from "./json.ts";
import { json, type Method, method } from "./method.ts";
import type { Problem } from "./shapes.ts";

export const blockMethods: Record<string, Method> = {
  "blocks.validate": method({
    scope: null,
    acceptsJson: true,
    arguments: { blocks: json.optional(), message: json.optional(), view: json.optional() },
    run(_, { blocks, message, view }) {
      if ([blocks, message, view].filter((given) => given !== undefined).length !== 1)
        throw new SlackError("invalid_arguments");
      if (blocks !== undefined) refuse("invalid_blocks", problemsInBlocks(blocks));
      if (message !== undefined) refuse("invalid_message", problemsInMessage(message));
      if (view !== undefined) refuse("invalid_view", problemsOfView(view));
      return {};
    },
  }),
};

function refuse(error: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new SlackError(error, {
    errors: problems.map(({ pointer, message }) => ({ pointer, code: "failed_constraint", message })),
  });
}

function problemsInMessage(message: Json): Problem[] {
  if (!isObject(message)) return [{ pointer: "", message: "must be an object" }];
  if (message.blocks !== undefined) return problemsInBlocks(message.blocks);
  return message.text === undefined ? [{ pointer: "", message: "must have text or blocks" }] : [];
}

function problemsOfView(view: Json): Problem[] {
  if (!isObject(view)) return [{ pointer: "", message: "must be an object" }];
  return view.type === "home" ? problemsInHome(view) : problemsInView(view);
}
