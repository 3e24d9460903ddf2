import { z } from "zod";
import { SlackError } from "./failures.ts";
import type { Json, JsonObject } from "./json.ts";
import { parseJson } from "./json.ts";
import type { Simulation } from "./simulation.ts";

/** A method of the Web API. */
export interface Method {
  /** "by-conversation": the method itself asks, once it knows the type of the conversation. */
  scope: string | null | "by-conversation";
  token: "bot" | "app";
  /** Some methods read arguments from forms only. */
  acceptsJson: boolean;
  /** Throws SlackError or RateLimited. */
  run(slack: Simulation, rawArguments: JsonObject): JsonObject;
}

export function method<Shape extends z.ZodRawShape>(definition: {
  scope: Method["scope"];
  token?: Method["token"];
  acceptsJson: boolean;
  arguments: Shape;
  run(slack: Simulation, args: z.infer<z.ZodObject<Shape>>): JsonObject;
}): Method {
  const schema = z.strictObject(definition.arguments);
  return {
    scope: definition.scope,
    token: definition.token ?? "bot",
    acceptsJson: definition.acceptsJson,
    run(slack, rawArguments) {
      const parsed = schema.safeParse(rawArguments);
      if (!parsed.success) throw invalidArguments(parsed.error, rawArguments);
      return definition.run(slack, parsed.data);
    },
  };
}

/** Forms carry text only: arguments that are not text take both. */
export const flag = z.union([
  z.boolean(),
  z.enum(["true", "1"]).transform(() => true),
  z.enum(["false", "0"]).transform(() => false),
]);
export const count = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.number().int().min(0));
export const json = z
  .json()
  .transform((value): Json => (typeof value === "string" ? (parseJson(value) ?? value) : value));
export const text = z.string();

/** Needed scopes are granted by the manifest. Throws missing_scope. */
export function requireScope(slack: Pick<Simulation, "manifest">, needed: string): void {
  const { scopes } = slack.manifest;
  if (!scopes.includes(needed)) throw new SlackError("missing_scope", { needed, provided: scopes.join(",") });
}

function invalidArguments(error: z.ZodError, raw: JsonObject): SlackError {
  const messages = error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map(
        (key) => `[ERROR] the sandbox does not simulate the argument ${key} [json-pointer:/${key}]`,
      );
    const name = String(issue.path[0] ?? "");
    return raw[name] === undefined
      ? `[ERROR] missing required field: ${name}`
      : `[ERROR] ${issue.message} [json-pointer:/${issue.path.join("/")}]`;
  });
  return new SlackError("invalid_arguments", { response_metadata: { messages } });
}
