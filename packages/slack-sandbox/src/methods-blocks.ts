import { problemsInBlocks, problemsInHome, problemsInView } from "./block-kit.ts";
import { SlackError } from "./failures.ts";
import { isObject, type Json } from "./json.ts";
import { json, type Method, method } from "./method.ts";
import type { Problem } from "./shapes.ts";

const MOST_CHARACTERS = 100_000;

/**
 * Compares with Slack's schema of blocks, and posts nothing: whether files exist is not looked at.
 * Source: docs.slack.dev/reference/methods/blocks.validate.
 */
export const blockMethods: Record<string, Method> = {
  "blocks.validate": method({
    scope: null,
    acceptsJson: true,
    arguments: { blocks: json.optional(), message: json.optional(), view: json.optional() },
    run(_, { blocks, message, view }) {
      const given = [
        ...(blocks === undefined ? [] : [{ value: blocks, error: "invalid_blocks", find: inBlocks }]),
        ...(message === undefined ? [] : [{ value: message, error: "invalid_message", find: inMessage }]),
        ...(view === undefined ? [] : [{ value: view, error: "invalid_view", find: inView }]),
      ];
      const [one, ...others] = given;
      if (!one || others.length > 0) throw refused("exactly one of blocks, message, view is needed");
      if (JSON.stringify(one.value).length > MOST_CHARACTERS)
        throw refused(`must be less than ${MOST_CHARACTERS + 1} characters`);
      const problems = one.find(one.value);
      if (problems.length > 0)
        throw new SlackError(one.error, {
          errors: problems.map(({ message, pointer }) => ({ code: "failed_constraint", message, pointer })),
        });
      return {};
    },
  }),
};

function refused(message: string): SlackError {
  return new SlackError("invalid_arguments", { response_metadata: { messages: [`[ERROR] ${message}`] } });
}

/** Pointers begin where the argument does. */
function within(problems: readonly Problem[], prefix: string): Problem[] {
  return problems.map(({ message, pointer }) => ({ message, pointer: pointer.slice(prefix.length) }));
}

function inBlocks(blocks: Json): Problem[] {
  return within(problemsInBlocks(blocks), "/blocks");
}

function inMessage(message: Json): Problem[] {
  if (!isObject(message)) return [{ message: "must provide an object", pointer: "" }];
  return message.blocks === undefined ? [] : problemsInBlocks(message.blocks);
}

function inView(view: Json): Problem[] {
  return within(isObject(view) && view.type === "home" ? problemsInHome(view) : problemsInView(view), "/view");
}
