/** One of each block and element, and texts that try to be more than text. */
import type { KnownBlock, ModalView, PlainTextElement, PlainTextOption } from "@slack/types";

export const plain = (text: string): PlainTextElement => ({ type: "plain_text", text, emoji: true });
const option = (value: string, text: string, description?: string): PlainTextOption => ({
  value,
  text: plain(text),
  ...(description !== undefined && { description: plain(description) }),
});

/** What a hostile person types. */
export const HOSTILE = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [a](javascript:window.hacked=1)`;

const PIXEL = "https://example.com/picture.png";

/** `person` and `channel` are ids to mention. */
export function messageSpecimens(person: string, channel: string): KnownBlock[] {
  return [
    { type: "header", text: plain("A header :bell:") },
    {
      type: "section",
      text: {
        type: "mrkdwn",
        text: `*bold* _italic_ ~struck~ \`code\` <https://example.com/a|a link> <@${person}> <#${channel}> <!here>\n&gt; quoted &amp; so on\n<!date^1772442000^{date_short} at {time}|some day>`,
      },
      accessory: {
        type: "button",
        action_id: "accessory",
        text: plain("Accessory"),
        value: "accessory",
      },
    },
    {
      type: "section",
      fields: [
        { type: "mrkdwn", text: "*Field one*\nGreen" },
        { type: "mrkdwn", text: "*Field two*\nAmber" },
      ],
    },
    { type: "divider" },
    {
      type: "context",
      elements: [
        { type: "image", image_url: PIXEL, alt_text: "A small picture" },
        { type: "mrkdwn", text: "Context with _emphasis_" },
      ],
    },
    {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "Rich " },
            { type: "text", text: "text", style: { bold: true, italic: true } },
            { type: "text", text: ` *not bold* ${HOSTILE}` },
            { type: "emoji", name: "tada" },
            { type: "user", user_id: person },
            { type: "link", url: "https://example.com/b", text: "rich link" },
          ],
        },
        {
          type: "rich_text_list",
          style: "ordered",
          elements: [
            { type: "rich_text_section", elements: [{ type: "text", text: "First" }] },
            { type: "rich_text_section", elements: [{ type: "text", text: "Second" }] },
          ],
        },
        {
          type: "rich_text_list",
          style: "bullet",
          indent: 1,
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "Inner" }] }],
        },
        { type: "rich_text_quote", elements: [{ type: "text", text: "Rich quote" }] },
        { type: "rich_text_preformatted", elements: [{ type: "text", text: "pre  formatted" }] },
      ],
    },
    {
      type: "markdown",
      text: "## Heading\n\nSome **strong** words, ~~gone~~ and [a page](https://example.com/c).\n\n- one\n- two\n\n| A | B |\n|---|---|\n| 1 | 2 |",
    },
    { type: "image", image_url: PIXEL, alt_text: "A chart", title: plain("Chart") },
    {
      type: "actions",
      block_id: "all",
      elements: [
        { type: "button", action_id: "go", text: plain("Go"), style: "primary", value: "1" },
        {
          type: "button",
          action_id: "drop",
          text: plain("Drop"),
          style: "danger",
          value: "2",
          confirm: {
            title: plain("Drop it?"),
            text: plain("It cannot be undone."),
            confirm: plain("Drop it"),
            deny: plain("Keep it"),
            style: "danger",
          },
        },
        {
          type: "static_select",
          action_id: "pick",
          placeholder: plain("Pick a colour"),
          options: [option("g", "Green"), option("a", "Amber"), option("r", "Red")],
        },
        { type: "users_select", action_id: "who", placeholder: plain("Pick a person") },
        { type: "datepicker", action_id: "day", initial_date: "2026-03-31" },
        { type: "timepicker", action_id: "hour", initial_time: "09:30" },
        {
          type: "overflow",
          action_id: "more",
          options: [option("skip", "Skip this time"), option("away", "I’m away")],
        },
      ],
    },
    {
      type: "input",
      block_id: "note",
      label: plain("A note in the message"),
      optional: true,
      element: { type: "plain_text_input", action_id: "value" },
    },
  ];
}

/** Every field, and `required` ones among them. */
export function formSpecimen(title = "All fields"): ModalView {
  const field = (
    block_id: string,
    label: string,
    element: Extract<KnownBlock, { type: "input" }>["element"],
    optional = true,
  ): KnownBlock => ({
    type: "input",
    block_id,
    label: plain(label),
    optional,
    element,
    ...(block_id === "title" && { hint: plain("A few words") }),
  });
  const action_id = "value";
  const colours = [option("g", "Green", "As planned"), option("a", "Amber"), option("r", "Red", "We need help")];
  return {
    type: "modal",
    callback_id: "specimen",
    title: plain(title),
    submit: plain("Save"),
    close: plain("Cancel"),
    blocks: [
      { type: "alert", level: "warning", text: { type: "mrkdwn", text: "Mind the *date*" } },
      field("title", "Title", { type: "plain_text_input", action_id, max_length: 20 }, false),
      field("text", "Long text", { type: "plain_text_input", action_id, multiline: true }),
      field("count", "Count", { type: "number_input", action_id, is_decimal_allowed: false, max_value: "10" }),
      field("page", "Page", { type: "url_text_input", action_id }),
      field("mail", "Mail", { type: "email_text_input", action_id }),
      field("colour", "Colour", { type: "radio_buttons", action_id, options: colours }, false),
      field("ticks", "Ticks", { type: "checkboxes", action_id, options: colours }),
      field("one", "One of them", { type: "static_select", action_id, options: colours }),
      field("some", "Some of them", {
        type: "multi_static_select",
        action_id,
        max_selected_items: 2,
        option_groups: [
          { label: plain("Fine"), options: [option("g", "Green")] },
          { label: plain("Not fine"), options: [option("a", "Amber"), option("r", "Red")] },
        ],
      }),
      field("person", "Person", { type: "users_select", action_id }),
      field("people", "People", { type: "multi_users_select", action_id }),
      field("channel", "Channel", { type: "conversations_select", action_id }),
      field("day", "Day", { type: "datepicker", action_id }),
      field("time", "Time", { type: "timepicker", action_id }),
      field("moment", "Moment", { type: "datetimepicker", action_id }),
      {
        type: "actions",
        block_id: "stack",
        elements: [{ type: "button", action_id: "push", text: plain("One more"), value: "push" }],
      },
    ],
  };
}
