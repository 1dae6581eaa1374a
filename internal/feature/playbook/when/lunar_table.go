package when

// firstYear is the lunar year of the table's first entry. It lies before what
// the package promises, for the January of 1900.
const firstYear = 1899

// years has one entry for each lunar year from 1899 to 2100. From the lowest
// bit: 4 bits the month after which a leap month stands, 0 without one; 13 bits
// the lengths of the months in their order, 1 for 30 days and 0 for 29; 6 bits
// the days from 1 January to the new year; 2 bits the day of 清明 in April of
// that Gregorian year less 4; 2 bits the day of 冬至 in December less 21.
//
// It holds true new moons and solar terms by UTC+8, and until 1928, when clocks
// followed Peking, what was published. sky_test.go computes all of it a second
// time by other formulas. Where sources disagree:
//
//   - 1906, month 4 begins on 24 April, as published; the new moon was eight
//     minutes before that midnight in Peking, and six after it in UTC+8.
//   - 2057-09-29, 2089-09-04 and 2097-08-07 begin months after new moons within
//     two minutes of midnight. The Hong Kong Observatory remarks that its tables
//     may be a day off there; some printed ones have 2057-09-28. How fast the
//     earth will turn until then decides 2097.
//   - 冬至 of 1951 is on 23 December, by seconds.
//   - ICU 78 (Chromium 156, Node) computes new moons less exactly, and begins
//     these months a day off: 1954/1, 1955/2, 1998/12, 2012/7, 2027/1 and
//     2070/2 late, 2018/10 and 2030/1 early. So it has the Spring Festivals of
//     1954, 2027 and 2030 wrong. In 1917, 1922 and 1987, when the sun entered a
//     sign within a quarter of an hour of a month's end, it puts the leap month
//     one later: after months 3, 6 and 7, where almanacs printed 2, 5 and 6.
//     The other 2,484 months of 1899 to 2100 are the same.
var years = [...]uint32{
	0x2d0ad50,                                                                              // 1899
	0x2bd6d28, 0x2e27520, 0x54cea50, 0x53964a5, 0x2dc64b0, 0x2c4a9b0, 0x5315564, 0x55656a0, // 1900
	0x2c0b590, 0x2ab7522, 0x5507520, 0x53bb256, 0x2e0b250, 0x2c8a4b0, 0x4b34ab5, 0x5582ad0, // 1908
	0x2c256b0, 0x2acb692, 0x2d2da90, 0x53fd927, 0x2e4e920, 0x2ccd250, 0x2b7a4d5, 0x55ca560, // 1916
	0x2c62b60, 0x2af5b54, 0x2d66d40, 0x540ea90, 0x2ade922, 0x2d0e920, 0x2bad266, 0x55e52b0, // 1924
	0x2c8a570, 0x2b32b65, 0x2d8b5a0, 0x5446d40, 0x2aeec93, 0x2d27490, 0x2bd6937, 0x562a930, // 1932
	0x2cc52b0, 0x2b4a5b6, 0x2daaad0, 0x54656a0, 0x2b1b554, 0x2d6ba40, 0x2c0b490, 0x4aba932, // 1940
	0x2d0a950, 0x2b952d7, 0x2de5360, 0x4c8aad0, 0x2b55aa5, 0x2d85b20, 0x2c2da50, 0x2afd4a3, // 1948
	0x2d4d4a0, 0x2bca958, 0x2e0a970, 0x2cc5560, 0x2b6ab56, 0x2daad50, 0x2c66d20, 0x2b0ea54, // 1956
	0x2d6ea50, 0x2c064a0, 0x2a8c973, 0x2cea9b0, 0x2bb55a7, 0x2de56a0, 0x2c8b690, 0x2b57525, // 1964
	0x2dab520, 0x2c2b250, 0x2ad64b4, 0x2d2a4b0, 0x23d4ab8, 0x2e02ad0, 0x2ca56d0, 0x2b6b696, // 1972
	0x25cda90, 0x2c6d920, 0x2b1d254, 0x2d6d250, 0x241a4da, 0x2e4a560, 0x2ce2b60, 0x2b85b56, // 1980
	0x05e6d50, 0x2c8ea90, 0x2b5e925, 0x2dae920, 0x044d260, 0x2aca563, 0x2d0a570, 0x2bd4d68, // 1988
	0x06235a0, 0x2ca6d50, 0x2b76c95, 0x2dc7490, 0x0466930, 0x2af52b4, 0x2d452b0, 0x2bea5b0, // 1996
	0x02b55a2, 0x2ce56a0, 0x2b9b557, 0x2e0ba40, 0x04ab490, 0x233a935, 0x2d8a950, 0x2c252d0, // 2004
	0x02caad4, 0x250ab50, 0x2bd5aa9, 0x2e25d20, 0x04cda50, 0x237d4a6, 0x2dcd4a0, 0x2c6c950, // 2012
	0x03152e4, 0x0545560, 0x2beab50, 0x2ab5b22, 0x0506d20, 0x038ea56, 0x2de7250, 0x2c864b0, // 2020
	0x032c975, 0x056cab0, 0x2c255a0, 0x2acad63, 0x052b690, 0x03d752b, 0x2e2b520, 0x2ccb250, // 2028
	0x037a4b6, 0x05aa4b0, 0x2c44ab0, 0x2ae55b5, 0x0545ad0, 0x03eb6a0, 0x22bb522, 0x2d0d920, // 2036
	0x03bd257, 0x05ed250, 0x248a550, 0x2b34ad5, 0x0584b60, 0x0405b50, 0x22cdaa3, 0x2d2ec90, // 2044
	0x03fe928, 0x062e920, 0x24cd260, 0x2b6a566, 0x05aa570, 0x0444d60, 0x02e6d54, 0x2d47550, // 2052
	0x0407490, 0x028e933, 0x04e6930, 0x2b952b7, 0x05e52b0, 0x046a5b0, 0x03355a5, 0x2d856a0, // 2060
	0x042b650, 0x02d74a4, 0x052b4a0, 0x2bda958, 0x062a950, 0x04a52d0, 0x034aad6, 0x25aab50, // 2068
	0x0465aa0, 0x02eba54, 0x054da50, 0x240d4a0, 0x02bc953, 0x04ec960, 0x03994e7, 0x25e5560, // 2076
	0x048ab50, 0x0335b25, 0x0586d20, 0x242ea50, 0x02ee4a4, 0x05068b0, 0x03ac978, 0x0604ab0, // 2084
	0x04a55b0, 0x034ad66, 0x05ab6a0, 0x0467520, 0x0317254, 0x054b450, 0x03ea8b0, 0x02949b2, // 2092
	0x2ce4ab0, // 2100
}
