"""First names and surnames of the world for renaming people in training data.

They come from Faker (MIT licence, https://github.com/joke2k/faker), which collects them by country.
Only those of one capitalised word in Latin letters are taken.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

LOCALES = (
    "en_US en_GB en_IN en_NG en_KE en_PK en_NZ ga_IE fr_FR fr_DZ de_DE nl_NL nl_BE sv_SE no_NO da_DK fi_FI "
    "is_IS es_ES es_MX es_CO pt_BR pt_PT it_IT ro_RO pl_PL cs_CZ sk_SK hu_HU sl_SI hr_HR sq_AL et_EE lt_LT "
    "lv_LV tr_TR az_AZ uz_UZ id_ID vi_VN zu_ZA tw_GH yo_NG ha_NG ig_NG sw"
)
# Romanised surnames and given names that news in English carries and Faker has only in other scripts.
_CHINESE = "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang"
_KOREAN = "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong"
_ARABIC = (
    "Ahmed Mohammed Mahmoud Hassan Hussein Khalil Ibrahim Abdullah Saleh Nasser Mansour Haddad Khoury "
    "Hamdan Qasim Najjar Aziz Rashid Karim Yousef Tariq Bashir Faisal Jabbar Zaki Farouk Hariri Maliki"
)
_SLAVIC = (
    "Ivanov Smirnov Kuznetsov Popov Volkov Morozov Petrova Sokolova Lebedeva Kozlov Novikov Fedorov Orlov "
    "Shevchenko Bondarenko Kovalenko Tkachenko Kravchenko Lysenko Marchenko Poroshenko Dimitrov Georgiev"
)
_GIVEN = (
    "Wei Jing Ming Xiaoming Jian Hui Min-jun Ji-woo Soo-jin Seo-yeon Hiroshi Kenji Yuki Haruto Sakura Omar "
    "Khalid Layla Fatima Yasmin Mustafa Sergei Dmitri Oleg Olga Svetlana Tatiana Volodymyr Oleksandr Andriy"
)


@dataclass
class NamePool:
    """Names to draw from. Nothing is drawn twice in a row by chance alone: ``random`` decides."""

    random: random.Random
    female: list[str] = field(default_factory=list)
    male: list[str] = field(default_factory=list)
    surnames: list[str] = field(default_factory=list)

    def first_name(self, gender: str) -> str:
        return self.random.choice(self.female if gender == "f" else self.male)

    def surname(self) -> str:
        """A surname; one in twelve is double, joined by a hyphen."""
        name = self.random.choice(self.surnames)
        return f"{name}-{self.random.choice(self.surnames)}" if self.random.random() < 1 / 12 else name


def name_pool(rng: random.Random) -> NamePool:
    """All usable names of :data:`LOCALES`, in an order that does not change."""
    from faker import Faker

    pool = NamePool(rng)
    extra = [name for names in (_CHINESE, _KOREAN, _ARABIC, _SLAVIC) for name in names.split()]
    surnames, female, male = set(extra), set(_GIVEN.split()), set(_GIVEN.split())
    for locale in LOCALES.split():
        for provider in Faker(locale).providers:
            for target, attributes in (
                (surnames, ("last_names", "last_names_male", "last_names_female")),
                (female, ("first_names_female", "first_names")),
                (male, ("first_names_male", "first_names")),
            ):
                for attribute in attributes:
                    target.update(name for name in getattr(provider, attribute, ()) or () if _usable(name))
    pool.surnames, pool.female, pool.male = sorted(surnames), sorted(female), sorted(male)
    return pool


def _usable(name: object) -> bool:
    return (
        isinstance(name, str)
        and len(name) > 2
        and name.isalpha()
        and name[0].isupper()
        and not name.isupper()
        and all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 for letter in name)
    )
