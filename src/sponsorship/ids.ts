/** What is pressed around sponsorship; the right is checked at each press. */
export const changeIds = {
  /** With the id of the program. */
  open: "sponsorship.change",
  /** The same. */
  send: "sponsorship.change_send",
} as const;
