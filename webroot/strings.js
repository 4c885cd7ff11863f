/** Every word that the page's scripts show; the template holds the others. In braces: what is put in. */
export const STRINGS = {
  sentence: {
    raised: 'The {hot} {parts} raised the score of {class} ({score}, {percent}){rank}.',
    both: 'The {hot} {parts} raised the score of {class} ({score}, {percent}){rank}; the {cold} ones lowered it.',
    reacts: 'Changing the {hot} pixels would most change the score of {class} ({score}, {percent}){rank}.',
    anyClass: 'The {hot} regions stand out most to the model, whatever the class; {class} has {score}, {percent}{rank}.',
    none: 'Nothing in this picture raised the score of {class} ({score}, {percent}){rank}.',
    noneSigned: 'Nothing in this picture raised the score of {class} ({score}, {percent}){rank}; the {cold} {parts} lowered it.',
    nothing: 'There is no map of {class} ({score}, {percent}){rank} that means anything.',
    flat: 'The map of {class} ({score}, {percent}){rank} is zero everywhere: it says nothing about this picture.',
    rank: ', guess {rank} of {count}',
    hot: { turbo: 'red', inferno: 'bright yellow', viridis: 'yellow', grey: 'white', signed: 'red' },
    cold: 'blue',
    faint: 'faintly coloured',
    regions: 'regions',
    pixels: 'pixels',
    working: 'Looking at the picture\u2026',
    empty: 'Choose a picture to see where the model looks.',
    failed: 'There is no explanation to show.',
    stopped: 'Stopped before there was anything to show.',
    soFar: 'So far: ',
    stoppedAt: 'Stopped at {text}. So far: ',
    stoppedSoon: 'Stopped. So far: ',
    parts: 'The model tells {count} parts of this picture apart.',
    part: 'Part {number} of {count} alone: the model would call it {names}.',
    named: '{class} ({percent})',
  },
  print: {
    timing: '{total} ms on {device}: decoding {decode}, model {forward}, map {map}',
    queued: 'waited {queue} ms',
    allHere: 'maps of all {count} classes are here',
    seen: 'the model saw only the framed part',
    stretched: 'cells are spread evenly: their true places cannot be derived',
    darkened: 'the picture is darkened, so that single pixels stand out',
    looked: 'only {asked} of {of} {what} were looked at',
    seed: 'seed {seed}',
    copies: 'the mean over flipped and scaled copies of the picture',
    growing: 'not finished: the map still grows',
    growingPixels: 'not finished: the map still grows, in coarse cells until it is done',
    unfinished: 'not finished: choose the class again to go through all of it',
    completeness: 'the values add up to {sum} of {difference}, the difference to the baseline: off by {error}',
  },
  legend: {
    unit: 'Contribution to the score',
    reaction: 'Reaction of the score',
    anyClass: 'Activation, whatever the class',
    average: 'Mean of {count} normalised maps',
    beyond: 'Linear; the strongest 1 % of pixels, up to {max}, take the last colour.',
    beyondUnsigned: 'Linear; the strongest 1 % of pixels, up to {max}, take the last colour; negative ones (down to {min}) drawn as 0.',
    beyondSigned: 'Linear; the strongest 1 % of pixels, from {min} to {max}, take the last colours.',
    low: '\u2264\u202f{value}',
    high: '\u2265\u202f{value}',
    common: 'Linear; one scale for all {count} classes. The fainter, the smaller.',
    unsigned: 'Linear; negative values (down to {min}) drawn as 0. The fainter, the smaller.',
    unsignedClean: 'Linear; no negative values. The fainter, the smaller.',
    signed: 'Linear; this map runs from {min} to {max}. The fainter, the nearer to 0.',
    nothing: 'No positive value: the map runs from {min} to {max}. The signed colour map shows it.',
    flat: 'Every value of this map is 0.',
  },
  probe: { cell: 'row {row}, column {column}' },
  classes: {
    count: '{count} classes',
    more: '{count} more: keep typing',
    none: 'No class is called that',
    rank: '{rank}.',
    unranked: '\u2013',
  },
  model: {
    broken: '{name} (cannot be used)',
    facts: 'Sees {width} \u00d7 {height} pixels; {bytes}',
    guessed: 'Guessed: {what}.',
    problem: '{name}: {problem}',
  },
  library: {
    add: 'Add a model',
    check: 'How pictures are prepared for {model}',
    sending: 'Sending\u2026',
    sent: 'Sending\u2026 {percent} %',
    fetching: 'Fetching\u2026 {percent} %',
    checking: 'Checking the model: it is tried on its own first\u2026',
    moreFiles: 'and {count} more files',
    now: 'now',
    fetch: 'Fetch',
    take: 'Fetch {title}, licence {licence}',
    plan: '{count} files, {bytes}; {onnx}. Licence: {licence}.',
    noLicence: 'none is named',
    catalogue: { size: '{width} \u00d7 {height} pixels, {bytes}', top1: '{top1} % right on ImageNet' },
  },
  layer: {
    place: '{title}, {height} \u00d7 {width}',
    size: '{height} \u00d7 {width}',
    recommended: '\u2605\u00a0recommended',
    star: ' \u2605',
    maps: '{channels} feature maps',
    unused: 'Not at a layer',
    gives: '{title} does not work here: {other} takes its place.',
    none: 'No method works here: {reason}',
    average: 'Average',
    averageWith: 'Average with {place}',
    averaged: '{count} layers, averaged',
    joined: ' + ',
    inner: 'Layers inside blocks ({count})',
    more: '{count} more: type a part of their name',
    unnamed: 'No layer is called that',
  },
  method: {
    groups: {
      'class-activation-map': { title: 'Class activation maps', about: 'One value for each cell of the target layer.' },
      'class-activation-map-long': {
        title: 'Class activation maps that take their time',
        about: 'The model is asked many times, and the map grows meanwhile. M steps over these.',
      },
      'saliency-map': { title: 'Saliency maps', about: 'One value for each pixel of the model\u2019s input.' },
      'saliency-map-long': {
        title: 'Saliency maps that take their time',
        about: 'The model is asked many times. M steps over these too.',
      },
      parts: { title: 'Parts', about: 'What the model tells apart in the picture, whatever the class.' },
    },
    when: 'When',
    cost: 'Costs',
    needs: 'Needs',
    notHere: 'Not at this layer: {reason}',
    notAtAll: 'Not with this model: {reason}',
    elsewhere: 'Use it at {place}',
    takes: 'Takes {cost}.',
    unknown: 'No method is called that, nor said to be for that',
  },
  cost: {
    one: '{duration}, one forward pass',
    many: '{duration}, {count} forward passes',
  },
  speed: {
    measuring: 'Measuring\u2026',
    forward: 'A forward pass takes {millis}\u00a0ms on this device ({device}).',
    method: '{title} takes {millis}\u00a0ms.',
    unknown: 'It could not be measured now.',
  },
  duration: { under: 'under 1 s', seconds: 'about {count} s', minutes: 'about {count} min', hours: 'about {count} h' },
  option: {
    titles: {
      samples: 'Samples',
      noise: 'Noise',
      steps: 'Steps',
      baseline: 'Baseline',
      masks: 'Masks',
      cells: 'Cells',
      window: 'Window',
      stride: 'Stride',
      channels: 'Maps',
      groups: 'Groups',
      concepts: 'Parts',
      alpha: 'Contrast',
      seed: 'Seed',
      smooth: 'Average over copies',
    },
    choices: { black: 'Black', grey: 'Grey', white: 'White' },
    range: '{about}: {least} to {most}',
    usual: 'auto',
  },
  parts: {
    title: 'Share of the layer, and what the model would call each part if there were nothing else',
    one: 'Part {number}, {share}: {names}',
    named: '{class} {percent}',
  },
  nothing: {
    method: 'Use {method}',
    layer: 'Go to {place}',
    both: 'Use {method} at {place}',
  },
  progress: { working: 'Working\u2026', left: '{text} \u00b7 {duration} left' },
  picture: {
    yours: 'Your picture',
    linked: 'The picture of this link',
    alt: 'The picture being explained: {title}',
    refused: '{name} cannot be used',
    unreadable: 'The browser cannot read it. JPEG, PNG, WebP and GIF work everywhere.',
    notPicture: { title: 'This is not a picture', detail: '{name} is {type}. Drop a JPEG, PNG, WebP or GIF file.' },
    unknownType: 'of an unknown type',
  },
  problem: {
    title: 'Something went wrong',
    refused: 'This cannot be explained',
    unreachable: { title: 'No connection to the server', detail: 'It did not answer. Try again in a moment.' },
    offline: { title: 'No connection to the server', detail: 'Trying again until it answers.' },
    busy: { title: 'The server is busy', detail: 'Trying once more in {seconds} s.' },
    tooMany: { title: 'You have as many long explanations under way as you may', detail: 'Trying once more in {seconds} s.' },
    link: { title: 'Not all of the link can be shown', detail: 'Not to be had here: {names}. What is shown took its place.' },
    noModel: { title: 'There is no model to explain', detail: 'Drop an .onnx file or a model\u2019s folder onto the page, or put it into models/.' },
    unexpected: 'The server answered {status} without saying why.',
  },
  theme: { dark: 'Switch to dark', light: 'Switch to light' },
  caption: { line: '{label} \u00b7 score {score} \u00b7 {percent}', picture: 'at the picture', nothing: 'numerically nothing', partial: 'not finished', parts: '{count} parts' },
};

/**
 * Puts values into the braces of a text.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return parts(text, values).map((part) => part.text).join('');
}

/**
 * The same, but in pieces, so that each piece can be marked up; `name` is null for the words in between.
 * @param {string} text
 * @param {Record<string, string | number>} values
 * @returns {{name: string | null, text: string}[]}
 */
export function parts(text, values) {
  return text
    .split(/\{(\w+)\}/)
    .map((piece, index) => (index % 2 ? { name: piece, text: String(values[piece]) } : { name: null, text: piece }))
    .filter((part) => part.text !== '');
}
