import { SlackError } from "./failures.ts";
import { readHome } from "./homes.ts";
import { asJson, type JsonObject } from "./json.ts";
import { json, type Method, method, text } from "./method.ts";
import { readView, type View } from "./views.ts";

export const viewMethods: Record<string, Method> = {
  "views.open": method({
    scope: null,
    acceptsJson: true,
    arguments: { trigger_id: text, view: json },
    run({ files, views, triggers }, args) {
      const definition = readView(files, args.view);
      const { userId } = triggers.use(args.trigger_id);
      return answer(views.open(userId, definition));
    },
  }),

  "views.push": method({
    scope: null,
    acceptsJson: true,
    arguments: { trigger_id: text, view: json },
    run({ files, views, triggers }, args) {
      const definition = readView(files, args.view);
      const { userId, viewId } = triggers.use(args.trigger_id);
      if (!viewId) throw new SlackError("not_found");
      return answer(views.push(userId, viewId, definition));
    },
  }),

  "views.update": method({
    scope: null,
    acceptsJson: true,
    arguments: { view_id: text.optional(), external_id: text.optional(), hash: text.optional(), view: json },
    run({ files, views }, args) {
      if ((args.view_id === undefined) === (args.external_id === undefined))
        throw new SlackError("invalid_arguments", {
          response_metadata: { messages: ["[ERROR] exactly one of view_id, external_id is needed"] },
        });
      const definition = readView(files, args.view);
      const open = args.view_id ? views.find(args.view_id) : views.findByExternalId(args.external_id ?? "");
      if (!open) throw new SlackError("not_found");
      return answer(views.update(open, definition, args.hash));
    },
  }),

  "views.publish": method({
    scope: null,
    acceptsJson: true,
    arguments: { user_id: text, view: json, hash: text.optional() },
    run({ files, homes, manifest, workspace }, args) {
      if (!manifest.hasHome) throw new SlackError("not_enabled");
      const definition = readHome(files, args.view);
      if (!workspace.people.has(args.user_id)) throw new SlackError("user_not_found");
      return answer(homes.publish(args.user_id, definition, args.hash));
    },
  }),
};

function answer(view: View): JsonObject {
  return { view: asJson(view) };
}
