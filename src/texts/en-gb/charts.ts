const FLAGS: Readonly<Record<string, string>> = {
  danger: 'somebody may be in danger',
  imagery: 'there may be an image',
  imagery_ruled_out: 'the image is ruled out',
  crime: 'it may be a crime',
  who_asked: 'who is responsible was asked',
  alerted: 'the alert went out',
  has_text: 'words were written',
  subject_pupil: 'a pupil may be responsible',
  subject_unknown: 'nobody knows who is responsible',
  adult_named: 'an adult here is named',
  adult_possible: 'it may be an adult here',
  affected_pupil: 'a pupil is affected',
  words_danger: 'the words speak of danger',
  words_imagery: 'the words speak of pictures',
  no_recipient: 'nobody can be reached',
  row_police: 'the row points to the police',
  lado: 'the LADO was rung',
  care: 'social care is due',
  police_told: 'the police were told',
  agency_hold: 'an agency asks to wait',
  parents_told: 'parents were told',
  no_parents: 'parents are not to be told',
};

type Condition =
  | string
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

/** A condition of a flowchart as people say it. */
function condition(when: Condition): string {
  if (typeof when === 'string') return when === 'otherwise' ? 'otherwise' : (FLAGS[when] ?? when.replaceAll('_', ' '));
  if ('not' in when) return `not: ${condition(when.not)}`;
  if ('all' in when) return when.all.map(condition).join(' and ');
  return when.any.map(condition).join(' or ');
}

/** The room of the flowcharts. */
export const charts = {
  title: 'Flowcharts',
  lead: 'What reporters are asked, and what is done about a case. Words can be changed; the safety steps stay.',
  ids: { report: 'What reporters are asked', triage: 'How a case is worked' },
  version: (n: number) => `In force: version ${n}`,
  inForceBy: (author: string, approver: string, on: string) => `Written by ${author}, published by ${approver}, ${on}`,
  shipped: 'As Lantern came.',
  draftBy: (authors: string, on: string) => `A draft by ${authors}, saved ${on}.`,
  picture: {
    heading: 'The flowchart',
    show: 'How to see it',
    drawn: 'As a picture',
    listed: 'As a list',
    label: (name: string) => `${name}: a flowchart. The same stands beside it as a list.`,
    region: 'The picture, to be moved with the arrow keys',
    bigger: 'Bigger',
    smaller: 'Smaller',
    lit: 'Passed',
    choice: 'Decided by what is known',
    to: (answers: string, next: string) => (answers === '' ? `goes on to ${next}` : `${answers}: goes on to ${next}`),
    when: (when: Condition, next: string) => `If ${condition(when)}: ${next}`,
    end: 'This is an end.',
  },
  condition,
  edit: {
    heading: 'Write the next version',
    lead: 'Change words here. Nothing changes for anybody until it is proved and published by a second person.',
    step: 'Which step',
    prompt: 'What is said',
    answers: 'Answers',
    answer: (key: string) => `Answer “${key}”`,
    ownQuestion: 'Add a question of your own after this step',
    question: 'Our question',
    remove: 'Take this question out',
    none: 'Only its words can be changed.',
    times: 'Times',
    timesLead: 'Times set by national guidance cannot be changed.',
    clocks: {
      p1_acknowledged: 'Report opened, somebody in danger',
      p2_acknowledged: 'Report opened, image, crime or adult',
      p3_acknowledged: 'Report opened, all others',
      same_day: 'Done the same day',
      low_level: 'Low-level concern recorded',
      next_day: 'Agency asked again',
      chase: 'Agency chased',
      decide_to_look: 'Decided whether to look',
      category: 'Category chosen',
      actions: 'Actions decided',
      debrief: 'Debrief held',
      last_check: 'Last check',
      monitoring: 'Watched for',
    } as Readonly<Record<string, string>>,
    units: { minutes: 'minutes', hours: 'hours', school_days: 'school days', school_weeks: 'school weeks' },
    words: 'Words that bring a warning',
    wordsLead: (n: number) => `${n} words are on this list. Add local ones; none can be taken away.`,
    lists: { danger: 'About danger', imagery: 'About pictures' },
    addWord: 'A word or phrase',
    add: 'Add',
    save: 'Save draft',
    saving: 'Saving…',
    saved: 'Draft saved.',
    unsaved: 'You have changes that are not saved.',
    prove: 'Prove the draft',
    proving: 'Walking every path…',
    publish: 'Publish this version',
    publishing: 'Publishing…',
    published: (n: number) => `Version ${n} is in force. Reports and cases that began before end on theirs.`,
    drop: 'Throw the draft away',
    dropped: 'The draft is gone. Nothing else changed.',
    notYours: 'Somebody who did not write on it publishes it: the head or the chair of governors.',
  },
  proof: {
    heading: 'Proof',
    clean: 'Every path keeps every safety property. It can be published.',
    found: (n: number) =>
      n === 1 ? 'One thing keeps it from being published.' : `${n} things keep it from being published.`,
    property: (n: number) => `Safety property ${n}`,
    edit: 'Not for a school to change',
    path: (path: string) => `By this way: ${path}`,
  },
};
