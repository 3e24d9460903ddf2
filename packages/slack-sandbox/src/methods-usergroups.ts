/** User groups. Slack gives them whole, without pages (docs.slack.dev/reference/methods/usergroups.list). */
import { SlackError } from "./failures.ts";
import { flag, type Method, method, text } from "./method.ts";
import { groupJson } from "./user-groups.ts";

export const userGroupMethods: Record<string, Method> = {
  "usergroups.list": method({
    scope: "usergroups:read",
    acceptsJson: false,
    arguments: {
      include_users: flag.optional(),
      include_disabled: flag.optional(),
      include_count: flag.optional(),
    },
    run({ workspace }, args) {
      const shown = [...workspace.groups.values()].filter((group) => args.include_disabled || !group.isDisabled);
      return {
        usergroups: shown.map((group) =>
          groupJson(workspace, group, {
            withUsers: args.include_users ?? false,
            withCount: args.include_count ?? false,
          }),
        ),
      };
    },
  }),

  "usergroups.users.list": method({
    scope: "usergroups:read",
    acceptsJson: false,
    arguments: { usergroup: text, include_disabled: flag.optional() },
    run({ workspace }, args) {
      const group = workspace.groups.get(args.usergroup);
      if (!group || (group.isDisabled && !args.include_disabled)) throw new SlackError("no_such_subteam");
      return { users: [...group.members] };
    },
  }),
};
