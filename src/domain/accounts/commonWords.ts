/**
 * What everybody tries first: the heads of the published lists of leaked passwords, keyboard runs, and what they are made of in Japan. Four characters or
 * more; a password needs enough of its own beside these.
 */
export const COMMON_WORDS: readonly string[] = [
  ...'password passw0rd p@ssword p@ssw0rd passwort pass word pasuwado'.split(' '),
  ...'1234567890 123456789 12345678 1234567 123456 12345 1234 0123456789 987654321 87654321 654321 54321 4321'.split(
    ' ',
  ),
  ...'1111 2222 3333 4444 5555 6666 7777 8888 9999 0000 1212 1122 123123 112233 121212 696969 159753 147258 258369 789456 456789'.split(
    ' ',
  ),
  ...'2020 2021 2022 2023 2024 2025 2026 2027 1970 1980 1990 2000 reiwa heisei showa'.split(' '),
  ...'qwertyuiop qwerty qwert asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv 1qaz2wsx 1qaz 2wsx 3edc 4rfv qazwsx qwe123 1q2w3e4r5t 1q2w3e4r 1q2w3e 1q2w poiuy lkjhg mnbvc'.split(
    ' ',
  ),
  ...'abcdefghijklmnopqrstuvwxyz abcdefgh abcdef abcd abc123 aaaa bbbb xxxx zzzz a1b2c3 aa123456 zaq12wsx'.split(
    ' ',
  ),
  ...'admin administrator root user guest login welcome letmein changeme change default master secret test testtest temp temporary'.split(
    ' ',
  ),
  ...'iloveyou loveyou love lovely sunshine princess dragon monkey football baseball basketball soccer superman batman pokemon starwars'.split(
    ' ',
  ),
  ...'shadow michael jordan charlie daniel jessica ashley hunter ranger thomas george harley trustno1 whatever freedom computer internet'.split(
    ' ',
  ),
  ...'google facebook samsung iphone android windows microsoft apple docomo softbank yahoo gmail example slack'.split(
    ' ',
  ),
  ...'summer winter spring autumn january february march april june july august september october november december monday friday sunday'.split(
    ' ',
  ),
  ...'sakura fujisan tokyo osaka kyoto nagoya sapporo fukuoka yokohama kobe nihon nippon japan doraemon pikachu totoro hanako taro'.split(
    ' ',
  ),
  ...'arigatou arigato konnichiwa ohayou sayonara daisuki kawaii aishiteru yamada tanaka suzuki satou takahashi watanabe yamamoto nakamura kobayashi'.split(
    ' ',
  ),
  ...'gakkai meibo kaiin member kenkyuukai kenkyukai jimukyoku daigaku university society hospital byouin sensei doctor medical nursing'.split(
    ' ',
  ),
  ...'パスワード ぱすわーど さくら ありがとう こんにちは おはよう 名簿 学会 会員 事務局 日本'.split(' '),
]
