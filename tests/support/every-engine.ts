// For the project `rules`: every rule on both engines, each property as often as with any change.
process.env['EVERY_ENGINE'] = '1';
delete process.env['RUNS'];
