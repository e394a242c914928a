/** Putting Lantern into a team as a tab. */
export const configure = {
  title: 'Add Lantern to this team',
  lead: 'Choose what the team should see, then press Save.',
  choose: 'What to show',
  all: 'All policies',
  completeness: 'Who has signed',
  completenessHint: 'Each person sees only what they are allowed to see.',
  noPolicies: 'No policy has been published yet. You can add the list of policies now and it fills by itself.',
};
